package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.failure.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How facts about a file are put into words for a terminal. */
final class ProbeText {
    static final int WIDTH = 80;

    private ProbeText() {}

    /** {@code good}, {@code poor}, or {@code unusable}. */
    static String verdict(ProbeService.Outcome outcome) {
        return outcome.report() == null
                ? "unusable"
                : outcome.report().quality().verdict();
    }

    /** What is wrong, most serious first: that a file cannot be used, or what was found in it, or how it sounds. */
    static List<String> remarks(ProbeService.Outcome outcome) {
        List<String> remarks = new ArrayList<>();
        MediaReport report = outcome.report();
        if (report == null) {
            remarks.add(sentence(String.valueOf(outcome.message())) + " (" + outcome.outcome() + ")");
        } else {
            for (Finding finding : report.findings()) {
                remarks.add(sentence(finding.message()) + " (" + finding.code() + ")");
            }
            remarks.addAll(report.quality().problems());
        }
        return remarks;
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
    }

    /** The last part of a path, without what would move a cursor. */
    static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceAll("\\p{Cc}", "?");
    }

    /** How long something is, with tenths where seconds would say too little: {@code 2:58}, {@code 4.2 s}. */
    static String length(long ms) {
        return ms < 10_000 ? number("%.1f s", ms / 1000.0) : position(ms);
    }

    /** Hours, minutes and seconds, rounded down as players do: {@code 2:58}, {@code 1:02:58}. */
    static String position(long ms) {
        long seconds = ms / 1000;
        return seconds >= 3600
                ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /** Codec and container, by the name that most people know of those that libav has for it. */
    static String format(MediaReport report) {
        String container =
                report.container().contains("mp4") ? "mp4" : report.container().replaceFirst(",.*", "");
        return report.codec().equals(container) ? container : report.codec() + " in " + container;
    }

    /** Channels, rate and bit rate: {@code stereo, 44.1 kHz, 128 kbit/s}. */
    static String shape(MediaReport report) {
        String layout = report.channelLayout() == null ? report.channels() + " channels" : report.channelLayout();
        String rate = number("%.3f", report.sampleRateHz() / 1000.0).replaceFirst("[.]?0+$", "");
        String shape = "%s, %s kHz".formatted(layout, rate);
        return report.bitRateBps() == null
                ? shape
                : shape + ", %d kbit/s".formatted(Math.round(report.bitRateBps() / 1000.0));
    }

    static String loudness(@Nullable Double lufs) {
        return lufs == null ? "-" : number("%.1f LUFS", lufs);
    }

    static String percent(double share) {
        double percent = 100 * share;
        return percent == 0
                ? "none"
                : percent < 0.1 ? "under 0.1 %" : number(percent < 10 ? "%.1f %%" : "%.0f %%", percent);
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** A text on one line, at most so many characters of it. */
    static String beginning(String text, int most) {
        String line = text.replaceAll("\\s+", " ");
        if (line.length() <= most) {
            return line;
        }
        int space = line.lastIndexOf(' ', most);
        return line.substring(0, space > most / 2 ? space : line.offsetByCodePoints(0, most / 2)) + " …";
    }

    /** Breaks a text between words, to lines of at most {@link #WIDTH} characters where words allow. */
    static List<String> wrapped(String first, String others, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(others);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
