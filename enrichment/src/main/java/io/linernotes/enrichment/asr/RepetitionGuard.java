package io.linernotes.enrichment.asr;

import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks loops: a line for the third time in a row, a phrase that follows itself again and again. Looks across segments
 * and windows; marking twice changes nothing.
 */
public final class RepetitionGuard {
    /** A word, or one character of a script that does not part words. */
    private static final Pattern WORD =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsMyanmar}\\p{IsKhmer}]"
                    + "|[\\p{L}\\p{M}\\p{N}']+");

    private static final int LINES = 3;
    /** Longest phrase that is looked for, in words: a window holds hardly more than two of them. */
    private static final int LONGEST_PHRASE = 40;

    private RepetitionGuard() {}

    /** The segments in order, those in a loop with their flags. */
    public static List<Segment> marked(List<Segment> segments) {
        List<Set<SegmentFlag>> flags = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>();
        for (Segment segment : segments) {
            Set<SegmentFlag> own = EnumSet.noneOf(SegmentFlag.class);
            own.addAll(segment.flags());
            flags.add(own);
            lines.add(words(segment.text()));
        }
        markLines(lines, flags);
        markPhrases(lines, flags);
        List<Segment> marked = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            marked.add(segments.get(i).withFlags(List.copyOf(flags.get(i))));
        }
        return marked;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static void markLines(List<List<String>> lines, List<Set<SegmentFlag>> flags) {
        int repeats = 1;
        for (int i = 1; i < lines.size(); i++) {
            repeats = lines.get(i).equals(lines.get(i - 1)) ? repeats + 1 : 1;
            if (repeats >= LINES) {
                flags.get(i).add(SegmentFlag.REPEATED_LINE);
            }
        }
    }

    private static void markPhrases(List<List<String>> lines, List<Set<SegmentFlag>> flags) {
        List<String> words = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            for (String word : lines.get(line)) {
                words.add(word);
                owners.add(line);
            }
        }
        for (int length = 1; length <= LONGEST_PHRASE; length++) {
            int same = 0;
            for (int i = length; i < words.size(); i++) {
                same = words.get(i).equals(words.get(i - length)) ? same + 1 : 0;
                int loop = length * (repeatsOfALoop(length) - 1);
                // From the second time on: the first was said, or nothing was.
                for (int w = same == loop ? i - loop + 1 : i; same >= loop && w <= i; w++) {
                    flags.get(owners.get(w)).add(SegmentFlag.REPEATED_PHRASE);
                }
            }
        }
    }

    /** People do say "no, no, no, no" and count "one, two, one, two"; models do not stop. */
    private static int repeatsOfALoop(int words) {
        return words == 1 ? 6 : words == 2 ? 4 : 3;
    }
}
