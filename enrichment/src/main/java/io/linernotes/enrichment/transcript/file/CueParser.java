package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * WebVTT and SRT, which share their blocks: lines of an optional identifier, one line of times, then the text, ended by
 * an empty line. Blocks without times (header, NOTE, STYLE, REGION) hold no speech.
 */
final class CueParser {
    static final int MAX_CUES = 500_000;
    static final int MAX_CUE_CHARACTERS = 1_000_000;

    private CueParser() {}

    /** Whether a text starts with an SRT block: times in its first or second line. */
    static boolean startsLikeSrt(String text) {
        return text.lines().limit(2).anyMatch(CueTimes::isArrowLine);
    }

    static List<Segment> parse(String file) {
        List<String> lines = file.lines().toList();
        List<Segment> segments = new ArrayList<>();
        int cues = 0;
        int line = 0;
        while (line < lines.size()) {
            int end = blockEnd(lines, line);
            int times = timesLine(lines, line, end);
            if (times < end) {
                cues++;
                if (cues > MAX_CUES) {
                    throw TranscriptReader.invalid("it has more than %s cues".formatted(MAX_CUES));
                }
                TimeRange range = CueTimes.parse(lines.get(times), times + 1);
                String text = String.join("\n", lines.subList(times + 1, end));
                if (text.length() > MAX_CUE_CHARACTERS) {
                    throw TranscriptReader.invalid("the cue in line %s is too long".formatted(times + 1));
                }
                segments.addAll(CueText.segments(range, text));
            }
            line = end + 1;
        }
        return segments;
    }

    private static int blockEnd(List<String> lines, int from) {
        int end = from;
        while (end < lines.size() && !lines.get(end).isBlank()) {
            end++;
        }
        return end;
    }

    /** The times are in the first or second line of a block; elsewhere an arrow is text. */
    private static int timesLine(List<String> lines, int from, int end) {
        boolean comment = lines.get(from).startsWith("NOTE");
        for (int line = from; !comment && line < Math.min(from + 2, end); line++) {
            if (CueTimes.isArrowLine(lines.get(line))) {
                return line;
            }
        }
        return end;
    }
}
