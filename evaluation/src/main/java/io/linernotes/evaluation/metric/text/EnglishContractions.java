package io.linernotes.evaluation.metric.text;

import java.util.ArrayList;
import java.util.List;

/** Short forms of spoken English, written out in the order in which Whisper's normaliser does it. */
final class EnglishContractions {
    /** Sounds that count for nothing. */
    private static final List<String> FILLERS = List.of("hmm", "mm", "mhm", "mmm", "uh", "um");

    private static final List<Replacement> REPLACEMENTS = replacements();

    private EnglishContractions() {}

    static String withoutFillers(String text) {
        String spoken = text;
        for (String filler : FILLERS) {
            spoken = new Replacement(filler, "", true).in(spoken);
        }
        return spoken;
    }

    static String expand(String text) {
        String expanded = text;
        for (Replacement replacement : REPLACEMENTS) {
            expanded = replacement.in(expanded);
        }
        return expanded;
    }

    private static List<Replacement> replacements() {
        List<Replacement> all = new ArrayList<>();
        words(all, "won't", "will not", "can't", "can not", "let's", "let us", "ain't", "aint", "y'all", "you all");
        words(all, "wanna", "want to", "gotta", "got to", "gonna", "going to", "i'ma", "i am going to");
        words(all, "imma", "i am going to", "woulda", "would have", "coulda", "could have");
        words(all, "shoulda", "should have", "ma'am", "madam");
        titles(all, "mr", "mister", "mrs", "missus", "st", "saint", "dr", "doctor", "prof", "professor");
        titles(all, "capt", "captain", "gov", "governor", "ald", "alderman", "gen", "general", "sen", "senator");
        titles(all, "rep", "representative", "pres", "president", "rev", "reverend", "hon", "honorable");
        titles(all, "asst", "assistant", "assoc", "associate", "lt", "lieutenant", "col", "colonel");
        titles(all, "jr", "junior", "sr", "senior", "esq", "esquire");
        endings(all, "'d been", " had been", "'s been", " has been", "'d gone", " had gone", "'s gone", " has gone");
        endings(all, "'d done", " had done", "'s got", " has got");
        // A possessive becomes "is" too: text alone cannot tell.
        endings(all, "n't", " not", "'re", " are", "'s", " is", "'d", " would", "'ll", " will", "'t", " not");
        endings(all, "'ve", " have", "'m", " am");
        return List.copyOf(all);
    }

    private static void words(List<Replacement> all, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            all.add(new Replacement(pairs[i], pairs[i + 1], true));
        }
    }

    private static void titles(List<Replacement> all, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            words(all, pairs[i], pairs[i + 1] + " ");
        }
    }

    private static void endings(List<Replacement> all, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            all.add(new Replacement(pairs[i], pairs[i + 1], false));
        }
    }

    /** @param wholeWord whether a word must begin where it begins; one must end where it ends in any case */
    private record Replacement(String from, String to, boolean wholeWord) {
        String in(String text) {
            int at = text.indexOf(from);
            if (at < 0) {
                return text;
            }
            StringBuilder result = new StringBuilder(text.length() + 16);
            int copied = 0;
            for (; at >= 0; at = text.indexOf(from, Math.max(copied, at + 1))) {
                int end = at + from.length();
                boolean begins = !wholeWord || at == 0 || !isWordPart(text.codePointBefore(at));
                boolean ends = end == text.length() || !isWordPart(text.codePointAt(end));
                if (begins && ends) {
                    result.append(text, copied, at).append(to);
                    copied = end;
                }
            }
            return result.append(text, copied, text.length()).toString();
        }

        private static boolean isWordPart(int point) {
            return Character.isLetterOrDigit(point) || point == '_';
        }
    }
}
