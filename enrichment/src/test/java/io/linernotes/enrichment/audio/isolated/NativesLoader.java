package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaProbe;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;

/** A process that unpacks and loads the decoder's natives, and uses them once. */
final class NativesLoader {
    private NativesLoader() {}

    public static void main(String[] arguments) {
        byte[] second = TestSound.wav16(16_000, TestSound.sine(1, 16_000, 440, 0.5));
        new MediaProbe(new LibavAudioDecoder(DecodingConfig.DEFAULTS)).probe(new ByteArraySource("a.wav", second));
    }
}
