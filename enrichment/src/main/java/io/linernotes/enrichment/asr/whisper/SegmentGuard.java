package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Marks segments that may not be what was said. Follows one window from segment to segment. */
final class SegmentGuard {
    private static final double REPETITIVE = 2.4;
    private static final double LOW_CONFIDENCE = -1;
    private static final double NO_SPEECH = 0.6;
    /** Auctioneers reach about 30 characters a second. */
    private static final double CHARACTERS_PER_SECOND = 35;
    /** Shorter texts are too short to tell a speed. */
    private static final int SHORTEST_TEXT = 20;

    /** What models trained on subtitles write over silence and music, in lower case without punctuation. */
    private static final Set<String> PHANTOMS = Set.of(
            "thanks for watching",
            "thank you for watching",
            "thank you so much for watching",
            "thanks for watching see you next time",
            "thanks for listening",
            "please subscribe",
            "please subscribe to my channel",
            "like and subscribe",
            "dont forget to like and subscribe",
            "see you in the next video",
            "ill see you in the next video",
            "subtitles by the amaraorg community",
            "transcription by castingwords",
            "you");

    private String lastLine = "";
    private int repeats;

    /** Flags of the next segment of the window, in the order of the enum. */
    List<SegmentFlag> flags(String text, TimeRange range, RecognitionQuality quality) {
        String line =
                text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} ]", "").strip();
        repeats = line.equals(lastLine) ? repeats + 1 : 1;
        lastLine = line;
        List<SegmentFlag> flags = new ArrayList<>();
        if (quality.compressionRatio() > REPETITIVE) {
            flags.add(SegmentFlag.REPETITIVE);
        }
        if (quality.averageLogProbability() < LOW_CONFIDENCE) {
            flags.add(SegmentFlag.LOW_CONFIDENCE);
        }
        if (quality.noSpeechProbability() > NO_SPEECH) {
            flags.add(SegmentFlag.NO_SPEECH);
        }
        if (text.length() >= SHORTEST_TEXT && text.length() * 1000.0 > CHARACTERS_PER_SECOND * range.durationMs()) {
            flags.add(SegmentFlag.TOO_FAST);
        }
        if (repeats >= 3) {
            flags.add(SegmentFlag.REPEATED_LINE);
        }
        if (PHANTOMS.contains(line)) {
            flags.add(SegmentFlag.PHANTOM);
        }
        return flags;
    }
}
