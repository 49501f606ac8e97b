package io.linernotes.enrichment.notes.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EntityKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfflineNotesEngineTest {
    private static final OfflineNotesEngine ENGINE = new OfflineNotesEngine(new WordBagEmbedder());

    private static final List<String> BREAD = List.of(
            "So let us talk about bread.",
            "The baker mixes flour and water in a large bowl.",
            "The dough rests on the kitchen table over night.",
            "A hot oven and a heavy iron pot keep the crust soft.",
            "The crust of the bread turns dark in the oven.",
            "Nobody should cut the bread before it is cool.");
    private static final List<String> RIVER = List.of(
            "Next up, we follow a river from the hills to the sea.",
            "The river starts in a wet field high in the hills.",
            "Old stone bridges cross the river in the valley.",
            "Martha Hill told me that the river turned nine mill wheels.",
            "Her friend Martha Hill repairs the mill wheels in France.",
            "At the end of the valley the river meets the sea.");

    static Stream<List<Sentence>> transcripts() {
        return Stream.of(
                sentences(twoSubjects()),
                sentences(List.of("Hello.")),
                sentences(Collections.nCopies(10_000, "And then the bees come home.")),
                sentences(IntStream.range(0, 60)
                        .mapToObj(i -> "we went on and on about part " + i % 9)
                        .toList()),
                sentences(IntStream.range(0, 80)
                        .mapToObj(i -> i < 40 ? "蜂は春に新しい巣を探します。" + i : "川は丘から海まで流れます。" + i)
                        .toList()),
                sentences(IntStream.range(0, 40)
                        .mapToObj(i -> "Die Biene fliegt im Frühling zum Garten und die Königin legt Eier " + i + ".")
                        .toList()),
                sentences(Collections.nCopies(50, "…")),
                IntStream.rangeClosed(1, 20)
                        .mapToObj(i -> new Sentence(i, new TimeRange(0, 0), "Everything happens at once.", null))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void writesNotesInWhichEverythingIsOrderedAndSupported(List<Sentence> sentences) {
        EpisodeNotes notes = ENGINE.write(request(sentences));

        assertChaptersCover(sentences, notes.chapters());
        List<Grounding> groundings = new ArrayList<>();
        notes.chapters().forEach(chapter -> groundings.add(chapter.grounding()));
        notes.topics().forEach(topic -> groundings.add(topic.grounding()));
        notes.quotes().forEach(quote -> groundings.add(quote.grounding()));
        notes.entities().forEach(entity -> groundings.add(entity.grounding()));
        notes.summaries().forEach(summary -> summary.claims().forEach(claim -> groundings.add(claim.grounding())));
        assertThat(groundings).allSatisfy(grounding -> {
            assertThat(grounding.isVerified()).isTrue();
            assertThat(grounding.sentences())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number >= 1 && number <= sentences.size());
        });
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(SummaryKind.LINE, SummaryKind.PARAGRAPH, SummaryKind.SHOW_NOTES);
        assertThat(notes.quotes()).hasSizeBetween(1, 5);
        assertThat(notes.topics())
                .allSatisfy(topic -> assertThat(topic.salience()).isBetween(0.0, 1.0));
    }

    private static void assertChaptersCover(List<Sentence> sentences, List<Chapter> chapters) {
        assertThat(chapters.get(0).range().startMs())
                .isEqualTo(sentences.get(0).range().startMs());
        assertThat(chapters.get(chapters.size() - 1).range().endMs())
                .isEqualTo(sentences.get(sentences.size() - 1).range().endMs());
        for (int i = 0; i < chapters.size(); i++) {
            Chapter chapter = chapters.get(i);
            assertThat(chapter.index()).isEqualTo(i);
            assertThat(chapter.title()).isNotBlank().hasSizeLessThanOrEqualTo(80);
            assertThat(sentences)
                    .anyMatch(sentence ->
                            sentence.range().startMs() == chapter.range().startMs());
            if (i > 0) {
                assertThat(chapter.range().startMs())
                        .isEqualTo(chapters.get(i - 1).range().endMs())
                        .isGreaterThan(chapters.get(i - 1).range().startMs());
            }
        }
        assertThat(chapters)
                .extracting(chapter -> chapter.title().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesTheSameNotesEveryTime() {
        NotesRequest request = request(sentences(twoSubjects()));

        assertThat(new OfflineNotesEngine(new WordBagEmbedder()).write(request)).isEqualTo(ENGINE.write(request));
    }

    @Test
    void startsAChapterWhereTheSubjectChanges() {
        List<Chapter> chapters = ENGINE.write(request(sentences(twoSubjects()))).chapters();

        assertThat(chapters).extracting(chapter -> chapter.range().startMs()).contains(6 * 10_000L);
        assertThat(chapters).allSatisfy(chapter -> {
            assertThat(chapter.source()).isEqualTo(ChapterSource.GENERATED);
            assertThat(chapter.creatorStartMs()).isNull();
        });
        Chapter river = chapters.stream()
                .filter(chapter -> chapter.range().startMs() == 60_000)
                .findFirst()
                .orElseThrow();
        assertThat(river.title()).containsIgnoringCase("river");
    }

    @Test
    void keepsTheCreatorsChapters() {
        List<EmbeddedChapter> creator = List.of(
                new EmbeddedChapter(new TimeRange(500, 34_000), "How to bake"),
                new EmbeddedChapter(new TimeRange(34_000, 120_000), ""));

        List<Chapter> chapters = ENGINE.write(new NotesRequest(EpisodeMetadata.NONE, sentences(twoSubjects()), creator))
                .chapters();

        assertThat(chapters).extracting(Chapter::source).containsOnly(ChapterSource.CREATOR);
        assertThat(chapters).extracting(Chapter::creatorStartMs).containsExactly(500L, 34_000L);
        assertThat(chapters).extracting(chapter -> chapter.range().startMs()).containsExactly(0L, 30_000L);
        assertThat(chapters.get(0).title()).isEqualTo("How to bake");
        assertThat(chapters.get(1).title()).isNotBlank();
        assertThat(chapters.get(0).grounding().sentences()).containsExactly(1, 2, 3);
    }

    @Test
    void fillsTheTimeBeforeTheCreatorsFirstChapter() {
        List<EmbeddedChapter> creator = List.of(new EmbeddedChapter(new TimeRange(60_000, 120_000), "The river"));

        List<Chapter> chapters = ENGINE.write(new NotesRequest(EpisodeMetadata.NONE, sentences(twoSubjects()), creator))
                .chapters();

        assertThat(chapters)
                .extracting(Chapter::source)
                .containsExactly(ChapterSource.GENERATED, ChapterSource.CREATOR);
    }

    @Test
    void countsCreatorsChaptersThatHoldNoSpeech() {
        List<EmbeddedChapter> creator = List.of(
                new EmbeddedChapter(new TimeRange(0, 1000), "Jingle"),
                new EmbeddedChapter(new TimeRange(1000, 60_000), "Bread"),
                new EmbeddedChapter(new TimeRange(60_000, 120_000), "River"));

        EpisodeNotes notes = ENGINE.write(new NotesRequest(EpisodeMetadata.NONE, sentences(twoSubjects()), creator));

        assertThat(notes.chapters()).extracting(Chapter::title).containsExactly("Bread", "River");
        assertThat(notes.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("1 of the creator's chapters hold no speech and were left out"));
    }

    @Test
    void summarisesInTheEpisodesOwnWords() {
        List<String> texts = twoSubjects();
        List<Summary> summaries = ENGINE.write(request(sentences(texts))).summaries();

        assertThat(summaries.get(0).text()).hasSizeLessThanOrEqualTo(140);
        for (Summary summary : summaries) {
            for (Claim claim : summary.claims()) {
                assertThat(texts.get(claim.grounding().sentences().get(0) - 1)).isEqualTo(claim.text());
            }
        }
        assertThat(summaries.get(2).text().lines())
                .allMatch(line -> line.matches("- \\[\\d\\d:\\d\\d] \\*\\*.+\\*\\*: .+"));
    }

    @Test
    void quotesWordForWord() {
        List<String> texts = twoSubjects();
        List<Quote> quotes = ENGINE.write(request(sentences(texts))).quotes();

        assertThat(quotes).allSatisfy(quote -> {
            List<Integer> numbers = quote.grounding().sentences();
            assertThat(quote.text())
                    .isEqualTo(String.join(" ", texts.subList(numbers.get(0) - 1, numbers.get(numbers.size() - 1))));
            assertThat(quote.range().durationMs()).isBetween(15_000L, 60_000L);
        });
    }

    @Test
    void findsNamesAndGuessesTheirKindOnlyFromPlainSigns() {
        List<Entity> entities = ENGINE.write(request(sentences(twoSubjects()))).entities();

        assertThat(entities).extracting(Entity::name).contains("Martha Hill").doesNotContain("The", "Old", "Next");
        assertThat(entities)
                .filteredOn(entity -> entity.name().equals("Martha Hill"))
                .singleElement()
                .satisfies(entity -> {
                    assertThat(entity.mentions()).isEqualTo(2);
                    assertThat(entity.kind()).isEqualTo(EntityKind.PERSON);
                    assertThat(entity.grounding().sentences()).containsExactly(10, 11);
                });
    }

    @Test
    void leavesFunctionWordsOfOtherLanguagesOutOfTitles() {
        List<String> texts = List.of(
                "Die Biene fliegt im Sommer zum Garten.",
                "Und die Biene findet dort die Rose.",
                "Im Winter wartet die Biene und die Rose schläft.",
                "Und die Biene teilt den Honig mit der Biene.");

        EpisodeNotes notes = ENGINE.write(request(sentences(texts)));

        assertThat(notes.topics())
                .filteredOn(topic -> topic.id() == null && topic.chapter() == null)
                .extracting(Topic::label)
                .contains("Biene")
                .noneMatch(label -> label.matches("(?i)(.* )?(und|die)( .*)?"));
    }

    @Test
    void takesTopicsFromTheTaxonomyItIsGiven(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.tsv");
        Files.writeString(file, "id\tlabel\tparent\tdescription\nx\tRiver\t\triver, hills, valley and sea\n");
        OfflineNotesEngine engine = new OfflineNotesEngine(new WordBagEmbedder(), new OfflineConfig(file.toString()));

        List<Topic> topics = engine.write(request(sentences(RIVER))).topics();

        assertThat(topics)
                .filteredOn(topic -> topic.id() != null)
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.label()).isEqualTo("River"));
        assertThat(topics)
                .filteredOn(topic -> topic.id() == null)
                .extracting(Topic::label)
                .contains("river");
    }

    @Test
    void refusesATaxonomyInAnotherFormat(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.tsv");
        Files.writeString(file, "id\tlabel\tparent\tdescription\nx\tRiver\tnowhere\tr\n");

        assertThatThrownBy(() -> Taxonomy.read(file))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessage("Cannot read %s, line 2: its parent does not stand above it".formatted(file));
    }

    @Test
    void shipsATaxonomyOfTwoLevels() {
        List<Taxonomy.Label> labels = Taxonomy.shipped().labels();

        assertThat(labels).hasSizeBetween(140, 180);
        List<String> tops = labels.stream()
                .filter(label -> label.parent() == null)
                .map(Taxonomy.Label::id)
                .toList();
        assertThat(labels)
                .filteredOn(label -> label.parent() != null)
                .allMatch(label ->
                        tops.contains(label.parent()) && !label.description().isBlank());
    }

    private static List<String> twoSubjects() {
        return Stream.concat(BREAD.stream(), RIVER.stream()).toList();
    }

    private static NotesRequest request(List<Sentence> sentences) {
        return new NotesRequest(EpisodeMetadata.NONE, sentences, List.of());
    }

    /** Ten seconds each, without pauses or speakers. */
    private static List<Sentence> sentences(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Sentence(i + 1, new TimeRange(i * 10_000L, (i + 1) * 10_000L), texts.get(i), null))
                .toList();
    }
}
