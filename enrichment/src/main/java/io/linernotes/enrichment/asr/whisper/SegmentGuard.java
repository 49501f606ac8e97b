package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Marks segments that, by themselves, may not be what was said. */
final class SegmentGuard {
    private static final double REPETITIVE = 2.4;
    private static final double LOW_CONFIDENCE = -1;
    private static final double NO_SPEECH = 0.6;
    /** Above it a text is drawn more than recognised: {@code transcribe.py} does not let it lead the next window. */
    private static final double MOSTLY_CHANCE = 0.5;
    /** Auctioneers reach about 30 letters a second. */
    private static final double LETTERS_PER_SECOND = 35;
    /** Shorter texts are too short to tell a speed. */
    private static final int SHORTEST_TEXT = 20;
    /** Scripts whose characters are syllables or words: each takes as long as about three letters. */
    private static final Set<UnicodeScript> SYLLABLES =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private final PhantomPhrases phantoms;

    /** @param language code that was used for the window */
    SegmentGuard(String language) {
        this.phantoms = PhantomPhrases.of(language);
    }

    /**
     * Flags of a segment, in the order of the enum.
     *
     * @param quality of the window that it comes from
     * @param logProbability mean over its own text: time stamps and confident neighbours hide a doubtful segment in the
     *     window's mean
     */
    List<SegmentFlag> flags(String text, TimeRange range, RecognitionQuality quality, double logProbability) {
        List<SegmentFlag> flags = new ArrayList<>();
        if (quality.compressionRatio() > REPETITIVE) {
            flags.add(SegmentFlag.REPETITIVE);
        }
        if (Math.min(quality.averageLogProbability(), logProbability) < LOW_CONFIDENCE
                || quality.temperature() > MOSTLY_CHANCE) {
            flags.add(SegmentFlag.LOW_CONFIDENCE);
        }
        if (quality.noSpeechProbability() > NO_SPEECH) {
            flags.add(SegmentFlag.NO_SPEECH);
        }
        long letters = letters(text);
        if (letters >= SHORTEST_TEXT && letters * 1000.0 > LETTERS_PER_SECOND * range.durationMs()) {
            flags.add(SegmentFlag.TOO_FAST);
        }
        if (phantoms.contains(text)) {
            flags.add(SegmentFlag.PHANTOM);
        }
        return flags;
    }

    private static long letters(String text) {
        long syllables = text.codePoints()
                .filter(character -> SYLLABLES.contains(UnicodeScript.of(character)))
                .count();
        return text.length() + 2 * syllables;
    }
}
