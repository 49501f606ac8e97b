package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything about one file, for a person: a headline with the verdict, then what the file says, then what was measured. */
final class ProbeDetails {
    private static final int LABEL_WIDTH = 12;
    private static final int MOST_CHAPTERS = 20;
    private static final int MOST_DESCRIPTION = 300;

    private final List<String> lines = new ArrayList<>();

    private ProbeDetails() {}

    /** Lines of at most {@link ProbeText#WIDTH} characters, except where one word is longer. */
    static List<String> of(ProbeService.Outcome outcome) {
        ProbeDetails details = new ProbeDetails();
        MediaReport report = outcome.report();
        details.lines.add(
                ProbeText.name(outcome.file()) + ": " + ProbeText.verdict(outcome) + (report == null ? "" : " sound"));
        ProbeText.remarks(outcome).forEach(remark -> details.lines.addAll(ProbeText.wrapped("  ", "  ", remark)));
        if (report != null) {
            details.addTags(report.tags());
            details.addSound(report);
            details.addChapters(report.chapters());
        }
        return details.lines;
    }

    private void addTags(EpisodeMetadata tags) {
        lines.add("");
        add("Title", tags.title());
        // Where a file names no show, its album or artist stands for it.
        boolean named = tags.show() != null
                && !tags.show().equals(tags.album())
                && !tags.show().equals(tags.artist());
        add("Show", named ? tags.show() : null);
        add("Album", tags.album());
        add("Artist", tags.artist());
        add("Published", tags.published());
        add("Language", tags.language());
        add("About", tags.description() == null ? null : ProbeText.beginning(tags.description(), MOST_DESCRIPTION));
        if (lines.get(lines.size() - 1).isEmpty()) {
            add("Tags", "none");
        }
    }

    private void addSound(MediaReport report) {
        SoundQuality quality = report.quality();
        Long declared = report.declaredMs();
        lines.add("");
        add(
                "Length",
                ProbeText.length(report.decodedMs())
                        + (declared == null || Math.abs(declared - report.decodedMs()) < 1_000
                                ? ""
                                : " (the file says %s)".formatted(ProbeText.length(declared))));
        add("Format", ProbeText.format(report) + ", " + ProbeText.shape(report));
        add("Loudness", loudness(report));
        add("Speech", speech(quality));
        add("Silence", ofTime(quality.silenceShare()));
        add("Distortion", ProbeText.percent(report.clippedShare()));
    }

    private static String ofTime(double share) {
        return share == 0 ? "none" : ProbeText.percent(share) + " of the time";
    }

    private static String loudness(MediaReport report) {
        if (report.loudnessLufs() == null) {
            return "too quiet to measure";
        }
        List<String> facts = new ArrayList<>();
        facts.add(ProbeText.number("%.1f LUFS", report.loudnessLufs()));
        if (report.loudnessRangeLu() != null) {
            facts.add(ProbeText.number("range %.1f LU", report.loudnessRangeLu()));
        }
        if (report.truePeakDbtp() != null) {
            facts.add(ProbeText.number("true peak %.1f dBTP", report.truePeakDbtp()));
        }
        return String.join(", ", facts);
    }

    private static String speech(SoundQuality quality) {
        List<String> facts = new ArrayList<>();
        facts.add(ofTime(quality.speechShare()));
        if (quality.signalToNoiseDb() != null) {
            facts.add(ProbeText.number("%.0f dB above the background", quality.signalToNoiseDb()));
        }
        if (quality.bandwidthHz() != null) {
            facts.add(String.format(Locale.ROOT, "up to %,d Hz", quality.bandwidthHz()));
        }
        return String.join(", ", facts);
    }

    private void addChapters(List<EmbeddedChapter> chapters) {
        lines.add("");
        add("Chapters", chapters.isEmpty() ? "none" : String.valueOf(chapters.size()));
        int width = chapters.stream()
                .limit(MOST_CHAPTERS)
                .mapToInt(
                        chapter -> ProbeText.position(chapter.range().startMs()).length())
                .max()
                .orElse(0);
        chapters.stream().limit(MOST_CHAPTERS).forEach(chapter -> {
            String start = ProbeText.position(chapter.range().startMs());
            String label = "  " + " ".repeat(width - start.length()) + start + "  ";
            String title = chapter.title().isEmpty() ? "(no title)" : chapter.title();
            lines.addAll(ProbeText.wrapped(label, " ".repeat(label.length()), title));
        });
        if (chapters.size() > MOST_CHAPTERS) {
            lines.add(String.format(Locale.ROOT, "  and %,d more", chapters.size() - MOST_CHAPTERS));
        }
    }

    private void add(String label, @Nullable String value) {
        if (value != null) {
            String start = "  " + label + " ".repeat(LABEL_WIDTH - label.length());
            lines.addAll(ProbeText.wrapped(start, " ".repeat(start.length()), value));
        }
    }
}
