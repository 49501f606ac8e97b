package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.List;
import java.util.Locale;

/** Writes transcripts as WebVTT. */
public final class WebVtt {
    private WebVtt() {}

    /**
     * One cue per sentence, one line per text, hours always written; a speaker is a voice. No cue reaches into the next
     * one, and none is shorter than a millisecond.
     *
     * @param sentences sorted by start
     */
    public static String write(List<Sentence> sentences) {
        StringBuilder file = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            TimeRange range = sentence.range();
            long next = i + 1 < sentences.size() ? sentences.get(i + 1).range().startMs() : Long.MAX_VALUE;
            long end = Math.max(range.startMs() + 1, Math.min(range.endMs(), next));
            file.append('\n')
                    .append(time(range.startMs()))
                    .append(" --> ")
                    .append(time(end))
                    .append('\n');
            if (sentence.speaker() != null) {
                file.append("<v ").append(escape(sentence.speaker())).append('>');
            }
            file.append(escape(sentence.text())).append('\n');
        }
        return file.toString();
    }

    private static String escape(String text) {
        return PlainText.oneLine(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String time(long milliseconds) {
        long seconds = milliseconds / 1000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                milliseconds % 1000);
    }
}
