package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.timeline.TimeRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line {@code start --> end} of a cue, in the spellings of WebVTT and SRT. */
final class CueTimes {
    private static final String TIME = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})";
    private static final Pattern LINE = Pattern.compile("\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s.*)?");

    private CueTimes() {}

    static boolean isArrowLine(String line) {
        return line.contains("-->");
    }

    /** @param number of the line in the file, from 1, for messages */
    static TimeRange parse(String line, int number) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw TranscriptReader.invalid("line %s is no cue time".formatted(number));
        }
        long start = milliseconds(matcher, 1);
        long end = milliseconds(matcher, 5);
        if (end < start) {
            throw TranscriptReader.invalid("the cue in line %s ends before it starts".formatted(number));
        }
        return new TimeRange(start, end);
    }

    private static long milliseconds(Matcher matcher, int group) {
        String hours = matcher.group(group);
        long minutes = (hours == null ? 0 : Long.parseLong(hours)) * 60 + Long.parseLong(matcher.group(group + 1));
        String fraction = (matcher.group(group + 3) + "00").substring(0, 3);
        return (minutes * 60 + Long.parseLong(matcher.group(group + 2))) * 1000 + Long.parseLong(fraction);
    }
}
