package io.linernotes.evaluation.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.SharedData;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldSetTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo/items.jsonl");

    @Test
    void readsTheDemoSetWithItsSpeakersAndExtras() {
        GoldSet demo = GoldSet.read(DEMO);

        assertThat(demo.name()).isEqualTo("demo");
        assertThat(demo.items()).extracting(GoldItem::id).contains("long-way-round", "lighthouse-garden");
        GoldItem first = demo.items().get(0);
        assertThat(first.kind()).isEqualTo("podcast");
        assertThat(first.times()).isEqualTo(GoldTimes.MEASURED);
        assertThat(first.sentences()).hasSize(58);
        assertThat(first.sentences().get(1).speaker()).isEqualTo("Tom");
        assertThat(first.chapters()).hasSize(5);
        assertThat(first.cluster()).isEqualTo("The Long Way Round");
    }

    @Test
    void readsEverySharedSet() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.path("gold"), 2)) {
            List<Path> sets = files.filter(file -> file.endsWith("items.jsonl")).toList();
            assertThat(sets).isNotEmpty();
            assertThat(sets)
                    .allSatisfy(file -> assertThat(GoldSet.read(file).items()).isNotEmpty());
        }
    }

    @Test
    void toldTextAndNoKnownTextAreDifferentThings() {
        GoldSet set = read("""
                {"id": "noise", "language": "und", "text": ""}

                {"id": "unknown"}
                """);

        assertThat(set.items()).hasSize(2);
        assertThat(set.items().get(0).text()).isEmpty();
        assertThat(set.items().get(1).text()).isNull();
        assertThat(set.items().get(1).cluster()).isEqualTo("unknown");
    }

    @Test
    void readsWhatPeopleSayOfClaims() {
        GoldSet set = read("""
                {"id": "a", "claims": [{"text": "It rained.", "verdict": "partly"}, {"text": "It snowed.", "verdict": "unsupported"}]}
                """);

        assertThat(set.items().get(0).claims())
                .containsExactly(
                        new GoldClaim("It rained.", ClaimVerdict.PARTLY),
                        new GoldClaim("It snowed.", ClaimVerdict.UNSUPPORTED));
        assertThatThrownBy(
                        () -> read("{\"id\": \"a\", \"claims\": [{\"text\": \"It rained.\", \"verdict\": \"yes\"}]}"))
                .hasMessage("test, line 1: in \"claims\", element 1: \"verdict\" is none of \"supported\","
                        + " \"partly\" and \"unsupported\".");
    }

    @Test
    void namesEveryProblemAtOnceWithItsLine() {
        assertThatThrownBy(() -> read("""
                        {"id": "a", "shoe": "x", "duration_ms": "long"}
                        {"id": "b", "duration_ms": 1000, "sentences": [{"start_ms": 0, "end_ms": 1500, "text": "t"}]}
                        {"id": "c", "duration_ms": 9000, "chapters": [{"start_ms": 500, "title": ""}, {"start_ms": 0, "title": ""}]}
                        {"id": "b"}
                        {"id": "e", "times":
                        {"title": "no id"}
                        {"id": "g", "times": "guessed", "language": "English", "audio": "../up.mp3"}
                        {"id": "h", "same_as": "nobody", "topics": "one", "text": null}
                        ["not", "an", "object"]
                        {"id": "j", "chapters": [{"start_ms": 5, "title": "x"}, {"start_ms": 5, "title": "y"}, {"title": 3}]}
                        """))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GOLD_INVALID))
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .containsExactly(
                                "test, line 1: \"shoe\" is not a known field.",
                                "test, line 1: \"duration_ms\" is not a whole number of milliseconds, 0 or more.",
                                "test, line 2: a sentence ends at 1500 ms, past the end at 1000 ms.",
                                "test, line 3: the chapter that starts at 0 ms comes after one that starts later.",
                                "test, line 4: the id \"b\" is already on line 2.",
                                "test, line 5: the line is not valid JSON at column 21.",
                                "test, line 6: \"id\" is missing or empty.",
                                "test, line 7: \"language\" is neither a code of two lower-case letters nor \"und\".",
                                "test, line 7: \"audio\" is not a path inside the folder of the file.",
                                "test, line 7: \"times\" is none of \"measured\", \"interpolated\" and \"synthetic\".",
                                "test, line 8: \"text\" is not a string.",
                                "test, line 8: \"topics\" is not an array.",
                                "test, line 9: the line is not a JSON object.",
                                "test, line 10: in \"chapters\", element 3: \"start_ms\" is missing.",
                                "test, line 10: in \"chapters\", element 3: \"title\" is not a string.",
                                "test, line 10: two chapters start at 5 ms.",
                                "test, line 10: the chapter that starts at 0 ms comes after one that starts later."));
    }

    @Test
    void sameAsMustNameAnItemThatIsNotACopyItself() {
        assertThatThrownBy(() -> read("""
                        {"id": "a"}
                        {"id": "b", "same_as": "a"}
                        {"id": "c", "same_as": "b"}
                        {"id": "d", "same_as": "z"}
                        """))
                .hasMessage("test, line 3: \"same_as\" names \"b\", which has a \"same_as\" itself.\n"
                        + "test, line 4: \"same_as\" names \"z\", which is not in the file.");
    }

    @Test
    void showsTheFirstFiftyProblemsAndCountsTheRest() {
        assertThatThrownBy(() -> read("{}\n".repeat(60)))
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(51)
                        .last()
                        .isEqualTo("test: 10 more problems are not shown."));
    }

    @Test
    void aFileThatIsNotThereIsAStorageProblem(@TempDir Path folder) {
        Path missing = folder.resolve("items.jsonl");

        assertThatThrownBy(() -> GoldSet.read(missing))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("Cannot read the gold file %s.", missing);
    }

    @Test
    void filesThatItemsNameMustBeThere(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("here.mp3"));
        Path file = Files.writeString(folder.resolve("items.jsonl"), """
                {"id": "a", "audio": "here.mp3"}
                {"id": "b", "audio": "gone.mp3", "transcript": "gone.vtt"}
                """);

        assertThatThrownBy(() -> GoldSet.read(file))
                .hasMessage(
                        "%1$s, line 2: \"audio\" names gone.mp3, which does not exist.\n"
                                + "%1$s, line 2: \"transcript\" names gone.vtt, which does not exist.",
                        file);
    }

    @Test
    void aFileInAnotherEncodingIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("items.jsonl");
        Files.write(file, new byte[] {'{', (byte) 0xE9, '}'});

        assertThatThrownBy(() -> GoldSet.read(file)).hasMessage("The gold file %s is not UTF-8.", file);
    }

    private static GoldSet read(String lines) {
        return GoldSet.read("test", new StringReader(lines), path -> true);
    }
}
