package io.linernotes.enrichment.audio;

import com.google.common.primitives.Floats;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Everything that the decoder gives for one recording. */
public record Decoded(List<Float> samples, MediaReport report) {
    public static Decoded of(Path path) {
        return of(new FileMediaSource(path));
    }

    public static Decoded of(MediaSource source) {
        return of(source, DecodingConfig.DEFAULTS);
    }

    public static Decoded of(MediaSource source, DecodingConfig config) {
        return of(source, new LibavAudioDecoder(config));
    }

    public static Decoded of(MediaSource source, AudioDecoder decoder) {
        float[] all = new float[1 << 16];
        int count = 0;
        float[] chunk = new float[4000];
        try (AudioStream stream = decoder.open(source)) {
            int read = stream.read(chunk);
            while (read >= 0) {
                if (count + read > all.length) {
                    all = Arrays.copyOf(all, Math.max(2 * all.length, count + read));
                }
                System.arraycopy(chunk, 0, all, count, read);
                count += read;
                read = stream.read(chunk);
            }
            return new Decoded(Floats.asList(Arrays.copyOf(all, count)), stream.report());
        }
    }

    public List<ErrorCode> findings() {
        return report.findings().stream().map(Finding::code).toList();
    }

    /** Root mean square of a stretch in seconds. */
    public double level(double fromSeconds, double toSeconds) {
        int from = (int) (fromSeconds * AudioStream.SAMPLE_RATE);
        int to = (int) (toSeconds * AudioStream.SAMPLE_RATE);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples.get(i) * samples.get(i);
        }
        return Math.sqrt(sum / (to - from));
    }
}
