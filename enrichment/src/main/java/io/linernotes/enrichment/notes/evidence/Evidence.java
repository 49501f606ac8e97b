package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one episode, for holding statements against it. Every method returns a grounding: verified, or with the
 * first doubt that was found and those cited sentences that exist.
 */
public final class Evidence {
    private final List<Sentence> sentences;
    private final String metadata;
    private final Set<String> metadataWords;
    private final Numbers numbers;
    private final ProperNames names;
    private final Nearness nearness;
    private final SpokenWords words;

    Evidence(NotesRequest request, Nearness nearness) {
        this.sentences = request.sentences();
        this.metadata = text(request.metadata());
        this.metadataWords = new HashSet<>(Words.folded(metadata));
        this.numbers = new Numbers(request.metadata().language());
        this.names = new ProperNames(
                Stream.concat(sentences.stream().map(Sentence::text), Stream.of(metadata))
                        .toList(),
                request.metadata().language());
        this.nearness = nearness;
        this.words = new SpokenWords(sentences);
    }

    /** All sentences. */
    public SentenceSpan everything() {
        return new SentenceSpan(1, sentences.size());
    }

    /**
     * A statement in other words: its numbers and names have to be in the cited sentences or the metadata, and its meaning
     * has to be near to them.
     *
     * @param cited as cited; a number that is no sentence's is allowed and gives a doubt
     */
    public Grounding claim(String statement, List<Integer> cited, SentenceSpan within) {
        Grounding place = place(cited, within);
        if (!place.isVerified()) {
            return place;
        }
        Doubt doubt = wordingDoubt(statement, place.sentences());
        if (doubt == null && !nearness.isNear(statement, texts(place.sentences()))) {
            doubt = Doubt.TOO_FAR_FROM_EVIDENCE;
        }
        return new Grounding(place.sentences(), doubt);
    }

    /** A heading with a statement under it: names and numbers of the heading may be anywhere in the span. */
    public Grounding headed(String heading, String statement, List<Integer> cited, SentenceSpan span) {
        Grounding claim = claim(statement, cited, span);
        if (!claim.isVerified()) {
            return claim;
        }
        return new Grounding(claim.sentences(), headingDoubt(heading, span));
    }

    /** Whether the names and numbers of a heading are said in the span. */
    public boolean isHeading(String heading, SentenceSpan span) {
        return headingDoubt(heading, span) == null;
    }

    /**
     * A passage word for word, up to a tenth of its letters. If it is found, the grounding holds only those of the cited
     * sentences that it needs.
     */
    public Grounding quote(String words, List<Integer> cited, SentenceSpan within) {
        Grounding place = place(cited, within);
        if (!place.isVerified()) {
            return place;
        }
        List<Integer> run = place.sentences();
        if (!isQuotedFrom(words, run)) {
            return new Grounding(run, Doubt.QUOTE_NOT_FOUND);
        }
        while (run.size() > 1 && isQuotedFrom(words, run.subList(1, run.size()))) {
            run = run.subList(1, run.size());
        }
        while (run.size() > 1 && isQuotedFrom(words, run.subList(0, run.size() - 1))) {
            run = run.subList(0, run.size() - 1);
        }
        return Grounding.verified(run);
    }

    /** A name or phrase that is said in one of the cited sentences, or is the name of who says it. */
    public Grounding name(String name, List<Integer> cited) {
        Grounding place = place(cited, everything());
        boolean said = !place.isVerified()
                || place.sentences().stream().anyMatch(number -> count(name, withSpeaker(number)) > 0);
        return said ? place : new Grounding(place.sentences(), Doubt.NAME_NOT_FOUND);
    }

    /** How often a name or phrase is said in the whole episode. */
    public int mentions(String name) {
        return words.withRarestOf(Words.folded(name)).stream()
                .mapToInt(sentence -> count(name, sentence.text()))
                .sum();
    }

    /** Only whether the cited sentences exist and lie inside. */
    public Grounding place(List<Integer> cited, SentenceSpan within) {
        List<Integer> existing = List.copyOf(
                new TreeSet<>(cited.stream().filter(everything()::contains).toList()));
        if (cited.isEmpty()) {
            return new Grounding(existing, Doubt.NO_EVIDENCE);
        }
        if (!cited.stream().allMatch(everything()::contains)) {
            return new Grounding(existing, Doubt.UNKNOWN_SENTENCE);
        }
        return new Grounding(existing, existing.stream().allMatch(within::contains) ? null : Doubt.OUTSIDE_CHAPTER);
    }

    private @Nullable Doubt headingDoubt(String heading, SentenceSpan span) {
        return wordingDoubt(
                heading,
                IntStream.rangeClosed(span.first(), span.last()).boxed().toList());
    }

    private @Nullable Doubt wordingDoubt(String statement, List<Integer> cited) {
        String said = cited.stream().map(this::withSpeaker).collect(Collectors.joining(" "));
        if (!numbers.areAllIn(statement, said + " " + metadata)) {
            return Doubt.NUMBER_NOT_FOUND;
        }
        Set<String> known = new HashSet<>(Words.folded(said));
        known.addAll(metadataWords);
        return known.containsAll(names.in(statement)) ? null : Doubt.NAME_NOT_FOUND;
    }

    /** A wrong number is only a letter or two, so numbers are compared for themselves. */
    private boolean isQuotedFrom(String words, List<Integer> run) {
        String said = String.join(" ", texts(run));
        return Passage.isIn(words, said) && numbers.areAllIn(words, said);
    }

    /** Words are compared whole: "art" is not said where "start" is. */
    private static int count(String name, String text) {
        List<String> wanted = Words.folded(name);
        List<String> said = Words.folded(text);
        int count = 0;
        for (int i = 0; !wanted.isEmpty() && i + wanted.size() <= said.size(); i++) {
            if (said.subList(i, i + wanted.size()).equals(wanted)) {
                count++;
            }
        }
        return count;
    }

    private List<String> texts(List<Integer> numbers) {
        return numbers.stream().map(number -> sentences.get(number - 1).text()).toList();
    }

    private String withSpeaker(int number) {
        Sentence sentence = sentences.get(number - 1);
        return sentence.speaker() == null ? sentence.text() : sentence.speaker() + ". " + sentence.text();
    }

    private static String text(EpisodeMetadata metadata) {
        return Stream.of(metadata.show(), metadata.title(), metadata.description())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(". "));
    }
}
