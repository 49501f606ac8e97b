package io.linernotes.enrichment.asr.whisper;

/** A word while its times are worked out; seconds from the start of the window. */
final class TimedWord {
    String text;
    int tokens;
    double start;
    double end;
    final double probability;
    boolean estimated;

    TimedWord(String text, int tokens, double start, double end, double probability) {
        this.text = text;
        this.tokens = tokens;
        this.start = start;
        this.end = end;
        this.probability = probability;
    }

    double duration() {
        return end - start;
    }

    void moveStart(double seconds) {
        start = seconds;
        estimated = true;
    }

    void moveEnd(double seconds) {
        end = seconds;
        estimated = true;
    }
}
