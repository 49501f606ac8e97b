package io.linernotes.jobs.cluster;

import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;

/**
 * What makes the decoder of a {@link WeakProduct} crash: an ID3 tag at the end of a recording, with one of these names as
 * its title.
 */
public enum Poison {
    /** Ends every process that decodes it. */
    DEADLY,
    /** Ends every process that decodes it; in the first one it waits until there is company. */
    DEADLY_IN_COMPANY,
    /** A good recording, in no hurry where the others are decoded. */
    COMPANY;

    private static final int TAG_BYTES = 128;
    private static final int TITLE_BYTES = 30;
    private static final CountDownLatch COMPANY_IS_HERE = new CountDownLatch(1);

    /** A recording with this sign. */
    byte[] in(byte[] mp3) {
        byte[] all = Arrays.copyOf(mp3, mp3.length + TAG_BYTES);
        byte[] tag = ("TAG" + name()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(tag, 0, all, mp3.length, tag.length);
        return all;
    }

    /** Called by the decoder before it opens a recording. */
    public static void take(MediaSource source) {
        String title = title(source);
        // The child, where bytes come from its parent, is alone and knows nothing of the others.
        boolean first = !source.getClass().getName().contains("isolated");
        if (title.equals(DEADLY.name())) {
            crash();
        } else if (title.equals(DEADLY_IN_COMPANY.name())) {
            if (first) {
                await(COMPANY_IS_HERE);
            }
            crash();
        } else if (title.equals(COMPANY.name()) && first) {
            COMPANY_IS_HERE.countDown();
            await(new CountDownLatch(1));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String title(MediaSource source) {
        try (SeekableBytes bytes = source.open()) {
            byte[] title = new byte[TITLE_BYTES];
            bytes.seek(Math.max(0, bytes.length() - TAG_BYTES + "TAG".length()));
            int read = bytes.read(title, 0, TITLE_BYTES);
            return new String(title, 0, Math.max(0, read), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a decoder does that trusts a length in a file. */
    private static void crash() {
        Pointer.memset(new Wild(), 0, 64);
    }

    static final class Wild extends Pointer {
        Wild() {
            address = 8;
        }
    }
}
