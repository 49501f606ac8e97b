package io.linernotes.evaluation.metric.text;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Character error rate of one text, or, added up, of many. Spaces count; characters are Unicode code points.
 *
 * @param errors substitutions, deletions and insertions
 * @param referenceCharacters characters of the reference
 */
public record CharacterErrors(long errors, long referenceCharacters) {
    /** No text. */
    public static final CharacterErrors NONE = new CharacterErrors(0, 0);

    /** Compares texts that are already normalised, without the white space around them. */
    public static CharacterErrors of(String reference, String hypothesis) {
        List<Integer> expected = characters(reference);
        return new CharacterErrors(EditAlignment.distance(expected, characters(hypothesis)), expected.size());
    }

    public CharacterErrors plus(CharacterErrors other) {
        return new CharacterErrors(errors + other.errors, referenceCharacters + other.referenceCharacters);
    }

    /** Errors over characters of the reference; null where it has none. */
    public @Nullable Double cer() {
        return referenceCharacters == 0 ? null : (double) errors / referenceCharacters;
    }

    private static List<Integer> characters(String text) {
        return text.strip().codePoints().boxed().collect(Collectors.toUnmodifiableList());
    }
}
