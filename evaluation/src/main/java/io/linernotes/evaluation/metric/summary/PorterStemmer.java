package io.linernotes.evaluation.metric.summary;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cuts endings off English words (M. Porter, 1980), with the changes of NLTK's default mode, because the ROUGE figures
 * that people publish rest on it: "dying" becomes "die", "ties" becomes "tie".
 */
public final class PorterStemmer {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sky", "sky"),
            Map.entry("skies", "sky"),
            Map.entry("dying", "die"),
            Map.entry("lying", "lie"),
            Map.entry("tying", "tie"),
            Map.entry("news", "news"),
            Map.entry("innings", "inning"),
            Map.entry("inning", "inning"),
            Map.entry("outings", "outing"),
            Map.entry("outing", "outing"),
            Map.entry("cannings", "canning"),
            Map.entry("canning", "canning"),
            Map.entry("howe", "howe"),
            Map.entry("proceed", "proceed"),
            Map.entry("exceed", "exceed"),
            Map.entry("succeed", "succeed"));

    private static final List<Rule> PLURALS = List.of(
            new Rule("sses", "ss", stem -> true),
            new Rule("ies", "i", stem -> true),
            new Rule("ss", "ss", stem -> true),
            new Rule("s", "", stem -> true));

    private static final List<Rule> DOUBLE_ENDINGS = List.of(
            new Rule("ational", "ate", PorterStemmer::leavesSomething),
            new Rule("tional", "tion", PorterStemmer::leavesSomething),
            new Rule("enci", "ence", PorterStemmer::leavesSomething),
            new Rule("anci", "ance", PorterStemmer::leavesSomething),
            new Rule("izer", "ize", PorterStemmer::leavesSomething),
            new Rule("bli", "ble", PorterStemmer::leavesSomething),
            new Rule("alli", "al", PorterStemmer::leavesSomething),
            new Rule("entli", "ent", PorterStemmer::leavesSomething),
            new Rule("eli", "e", PorterStemmer::leavesSomething),
            new Rule("ousli", "ous", PorterStemmer::leavesSomething),
            new Rule("ization", "ize", PorterStemmer::leavesSomething),
            new Rule("ation", "ate", PorterStemmer::leavesSomething),
            new Rule("ator", "ate", PorterStemmer::leavesSomething),
            new Rule("alism", "al", PorterStemmer::leavesSomething),
            new Rule("iveness", "ive", PorterStemmer::leavesSomething),
            new Rule("fulness", "ful", PorterStemmer::leavesSomething),
            new Rule("ousness", "ous", PorterStemmer::leavesSomething),
            new Rule("aliti", "al", PorterStemmer::leavesSomething),
            new Rule("iviti", "ive", PorterStemmer::leavesSomething),
            new Rule("biliti", "ble", PorterStemmer::leavesSomething),
            new Rule("fulli", "ful", PorterStemmer::leavesSomething),
            // The l counts for the stem here.
            new Rule("logi", "log", stem -> measure(stem + "l") > 0));

    private static final List<Rule> ADJECTIVES = List.of(
            new Rule("icate", "ic", PorterStemmer::leavesSomething),
            new Rule("ative", "", PorterStemmer::leavesSomething),
            new Rule("alize", "al", PorterStemmer::leavesSomething),
            new Rule("iciti", "ic", PorterStemmer::leavesSomething),
            new Rule("ical", "ic", PorterStemmer::leavesSomething),
            new Rule("ful", "", PorterStemmer::leavesSomething),
            new Rule("ness", "", PorterStemmer::leavesSomething));

    private static final List<Rule> LAST_ENDINGS = List.of(
            new Rule("al", "", PorterStemmer::leavesMuch),
            new Rule("ance", "", PorterStemmer::leavesMuch),
            new Rule("ence", "", PorterStemmer::leavesMuch),
            new Rule("er", "", PorterStemmer::leavesMuch),
            new Rule("ic", "", PorterStemmer::leavesMuch),
            new Rule("able", "", PorterStemmer::leavesMuch),
            new Rule("ible", "", PorterStemmer::leavesMuch),
            new Rule("ant", "", PorterStemmer::leavesMuch),
            new Rule("ement", "", PorterStemmer::leavesMuch),
            new Rule("ment", "", PorterStemmer::leavesMuch),
            new Rule("ent", "", PorterStemmer::leavesMuch),
            new Rule("ion", "", stem -> measure(stem) > 1 && (stem.endsWith("s") || stem.endsWith("t"))),
            new Rule("ou", "", PorterStemmer::leavesMuch),
            new Rule("ism", "", PorterStemmer::leavesMuch),
            new Rule("ate", "", PorterStemmer::leavesMuch),
            new Rule("iti", "", PorterStemmer::leavesMuch),
            new Rule("ous", "", PorterStemmer::leavesMuch),
            new Rule("ive", "", PorterStemmer::leavesMuch),
            new Rule("ize", "", PorterStemmer::leavesMuch));

    private PorterStemmer() {}

    /** The stem of a lower-case word. */
    public static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.length() <= 2) {
            return word;
        }
        String stem = withoutPlural(word);
        stem = withoutPastOrProgressive(stem);
        stem = withoutFinalY(stem);
        stem = withoutDoubleEnding(stem);
        stem = firstRule(ADJECTIVES, stem);
        stem = firstRule(LAST_ENDINGS, stem);
        return withoutFinalEOrDoubleL(stem);
    }

    private static String withoutPlural(String word) {
        return word.endsWith("ies") && word.length() == 4 ? cut(word, 3) + "ie" : firstRule(PLURALS, word);
    }

    private static String withoutPastOrProgressive(String word) {
        if (word.endsWith("ied")) {
            return cut(word, 3) + (word.length() == 4 ? "ie" : "i");
        }
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        String stem = verbStem(word);
        if (stem == null) {
            return word;
        }
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + "e";
        }
        if (endsInDoubleConsonant(stem)) {
            return "lsz".indexOf(stem.charAt(stem.length() - 1)) < 0 ? cut(stem, 1) : stem;
        }
        return measure(stem) == 1 && endsInConsonantVowelConsonant(stem) ? stem + "e" : stem;
    }

    private static @Nullable String verbStem(String word) {
        for (String ending : List.of("ed", "ing")) {
            if (word.endsWith(ending) && containsVowel(cut(word, ending.length()))) {
                return cut(word, ending.length());
            }
        }
        return null;
    }

    private static String withoutFinalY(String word) {
        String stem = cut(word, 1);
        return word.endsWith("y") && stem.length() > 1 && isConsonant(stem, stem.length() - 1) ? stem + "i" : word;
    }

    private static String withoutDoubleEnding(String word) {
        boolean again = word.endsWith("alli") && measure(cut(word, 4)) > 0;
        return again ? withoutDoubleEnding(cut(word, 2)) : firstRule(DOUBLE_ENDINGS, word);
    }

    private static String withoutFinalEOrDoubleL(String word) {
        String result = word;
        if (word.endsWith("e")) {
            String stem = cut(word, 1);
            int measure = measure(stem);
            if (measure > 1 || (measure == 1 && !endsInConsonantVowelConsonant(stem))) {
                result = stem;
            }
        }
        return result.endsWith("ll") && measure(cut(result, 1)) > 1 ? cut(result, 1) : result;
    }

    /** The first rule whose ending fits decides, even if its condition then fails. */
    private static String firstRule(List<Rule> rules, String word) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.ending)) {
                String stem = cut(word, rule.ending.length());
                return rule.condition.test(stem) ? stem + rule.replacement : word;
            }
        }
        return word;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static boolean leavesSomething(String stem) {
        return measure(stem) > 0;
    }

    private static boolean leavesMuch(String stem) {
        return measure(stem) > 1;
    }

    /** Number of changes from vowels to consonants. */
    private static int measure(String stem) {
        int changes = 0;
        for (int i = 1; i < stem.length(); i++) {
            changes += isConsonant(stem, i) && !isConsonant(stem, i - 1) ? 1 : 0;
        }
        return changes;
    }

    private static boolean containsVowel(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (!isConsonant(stem, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConsonant(String word, int i) {
        char letter = word.charAt(i);
        return letter == 'y' ? i == 0 || !isConsonant(word, i - 1) : "aeiou".indexOf(letter) < 0;
    }

    private static boolean endsInDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    private static boolean endsInConsonantVowelConsonant(String word) {
        int last = word.length() - 1;
        if (last == 1) {
            return !isConsonant(word, 0) && isConsonant(word, 1);
        }
        return last >= 2
                && isConsonant(word, last - 2)
                && !isConsonant(word, last - 1)
                && isConsonant(word, last)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }

    private record Rule(String ending, String replacement, Predicate<String> condition) {}
}
