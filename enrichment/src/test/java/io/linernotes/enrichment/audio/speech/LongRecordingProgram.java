package io.linernotes.enrichment.audio.speech;

import com.google.common.primitives.Floats;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.RepeatingSource;
import io.linernotes.enrichment.audio.Resident;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a long recording into windows, and prints after every hour of it what memory this process holds. */
final class LongRecordingProgram {
    private static final long HOUR = 3600L * AudioStream.SAMPLE_RATE;
    private static final int TELEPHONE_HZ = 8_000;

    private LongRecordingProgram() {}

    /** @param arguments kind, file, hours */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        long hours = Long.parseLong(arguments[2]);
        LibavAudioDecoder decoder = new LibavAudioDecoder(DecodingConfig.DEFAULTS);
        try (AudioStream stream = switch (arguments[0]) {
                    case "file" -> decoder.open(new FileMediaSource(file));
                    case "telephone" -> decoder.open(telephone(Files.readAllBytes(file), hours));
                    default -> new Loop(Floats.toArray(Decoded.of(file).samples()), hours * HOUR);
                };
                VoiceActivityDetector detector = new SpectralVoiceActivityDetector()) {
            cut(new SpeechWindows(stream, detector), arguments[0].equals("hoard"));
        }
    }

    private static void cut(SpeechWindows windows, boolean hoard) throws IOException {
        List<SpeechWindow> hoarded = new ArrayList<>();
        long hour = 0;
        long last = 0;
        while (windows.hasNext()) {
            SpeechWindow window = windows.next();
            if (hoard) {
                hoarded.add(window);
            }
            last = window.startSample();
            if (last >= (hour + 1) * HOUR) {
                hour = last / HOUR;
                print(hour);
            }
        }
        print(hour + 1);
        System.out.printf(
                "end;%d;%d;%.4f;%d%n",
                last, windows.summary().windows(), windows.summary().coverage(), hoarded.size());
    }

    private static void print(long hour) throws IOException {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf("hour;%d;%d;%d%n", hour, heap >> 20, Resident.isKnown() ? Resident.mebibytes() : 0);
    }

    /** A WAV file of mu-law at 8 kHz, one byte for each sample. */
    private static MediaSource telephone(byte[] muLaw, long hours) {
        long size = hours * 3600 * TELEPHONE_HZ;
        byte[] head = Arrays.copyOf(TestSound.wav16(TELEPHONE_HZ, new float[1]), TestSound.HEADER_BYTES);
        ByteBuffer.wrap(head)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(20, (short) 7)
                .putInt(28, TELEPHONE_HZ)
                .putShort(32, (short) 1)
                .putShort(34, (short) 8)
                .putInt(40, (int) size);
        return new RepeatingSource(head, muLaw, head.length + size);
    }

    /** Samples over and over. */
    private static final class Loop implements AudioStream {
        private final float[] samples;
        private final long length;
        private long position;

        Loop(float[] samples, long length) {
            this.samples = samples;
            this.length = length;
        }

        @Override
        public int read(float[] buffer) {
            int from = (int) (position % samples.length);
            int count = (int) Math.min(Math.min(buffer.length, samples.length - from), length - position);
            System.arraycopy(samples, from, buffer, 0, count);
            position += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public MediaReport report() {
            throw new UnsupportedOperationException("samples in memory have no report");
        }

        @Override
        public void close() {}
    }
}
