package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WebVTT and SRT, which share their blocks: lines of an optional identifier, one line of times, then the text, ended by
 * an empty line. The header and the blocks NOTE, STYLE and REGION hold no speech. Any other block without times goes on
 * with the cue before it: careless tools leave empty lines in a text.
 */
final class CueParser {
    static final int MAX_CUES = 500_000;
    static final int MAX_CUE_CHARACTERS = 1_000_000;

    private static final Pattern NO_SPEECH = Pattern.compile("(NOTE|STYLE|REGION)(\\s.*)?|\\d+");

    private final List<String> lines;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable TimeRange range;
    private int cues;

    private CueParser(String file) {
        lines = file.lines().toList();
    }

    /** Whether a text starts with an SRT block: times in its first or second line. */
    static boolean startsLikeSrt(String text) {
        return text.lines().limit(2).anyMatch(CueTimes::isArrowLine);
    }

    static List<Segment> parse(String file) {
        return new CueParser(file).segments();
    }

    private List<Segment> segments() {
        int start = 0;
        while (start < lines.size()) {
            int end = blockEnd(start);
            if (end > start && !lines.get(start).startsWith("NOTE")) {
                addBlock(start, end);
            }
            start = end + 1;
        }
        endCue();
        return segments;
    }

    private int blockEnd(int from) {
        int end = from;
        while (end < lines.size() && !lines.get(end).isBlank()) {
            end++;
        }
        return end;
    }

    private void addBlock(int start, int end) {
        int times = timesLine(start, end);
        if (times < end) {
            startCue(times);
            addText(times + 1, end);
        } else if (range != null && !NO_SPEECH.matcher(lines.get(start)).matches()) {
            addText(start, end);
        }
    }

    /** The times are in the first or second line of a block; elsewhere an arrow is text. */
    private int timesLine(int start, int end) {
        for (int line = start; line < Math.min(start + 2, end); line++) {
            if (CueTimes.isArrowLine(lines.get(line))) {
                return line;
            }
        }
        return end;
    }

    private void startCue(int times) {
        endCue();
        cues++;
        if (cues > MAX_CUES) {
            throw TranscriptReader.invalid("it has more than %s cues".formatted(MAX_CUES));
        }
        range = CueTimes.parse(lines.get(times), times + 1);
    }

    private void addText(int from, int to) {
        for (int line = from; line < to; line++) {
            text.append(lines.get(line)).append('\n');
        }
        if (text.length() > MAX_CUE_CHARACTERS) {
            throw TranscriptReader.invalid("the cue before line %s is too long".formatted(to + 1));
        }
    }

    private void endCue() {
        if (range != null) {
            segments.addAll(CueText.segments(range, text.toString()));
        }
        text.setLength(0);
    }
}
