package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.Resident;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;

/** Decodes every bomb, and prints what each took: name, mebibytes over the baseline, seconds, outcome. */
final class BombProgram {
    private BombProgram() {}

    /** @param arguments names of bombs */
    public static void main(String[] arguments) throws IOException {
        byte[] harmless = TestSound.wav16(44_100, TestSound.chirp(5, 44_100, 1));
        System.out.println("harmless: " + Outcome.of(new ByteArraySource("harmless", harmless)));
        for (String name : arguments) {
            Bomb bomb = Bomb.valueOf(name);
            long baseline = Resident.mebibytes();
            Resident.forgetPeak();
            long start = System.nanoTime();
            Outcome outcome = Outcome.of(bomb.source());
            System.out.printf(
                    "%s;%d;%.1f;%s%n",
                    bomb, Resident.peakMebibytes() - baseline, (System.nanoTime() - start) / 1e9, outcome);
        }
    }
}
