package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks at the first bytes and says why a file is no recording, so that the decoder never sees what it must not. */
final class MediaSniffer {
    /** A file below this size that holds no frame is called too short, not unrecognised. */
    static final int SMALLEST_BYTES = 1024;

    private static final int HEAD_BYTES = 2048;
    /** Names and pictures, which are held in memory. */
    private static final long MOST_TAG_BYTES = 64 << 20;

    private static final List<Pattern> PLAYLISTS = List.of(
            Pattern.compile("#extm3u"),
            Pattern.compile("ffconcat version"),
            Pattern.compile("\\[playlist]"),
            Pattern.compile("(<\\?xml.*)?<(mpd|smil|asx|playlist|smoothstreamingmedia)[\\s>].*", Pattern.DOTALL),
            Pattern.compile("v=0\\r?\\n[os]=.*", Pattern.DOTALL));
    private static final Map<String, String> SIGNATURES = Map.of(
            "%PDF-", "application/pdf",
            "\u0089PNG", "image/png",
            "\u00ff\u00d8\u00ff", "image/jpeg",
            "GIF8", "image/gif",
            "PK\u0003\u0004", "application/zip",
            "\u001f\u008b", "application/gzip",
            "\u007fELF", "application/x-executable",
            "{\\rtf", "application/rtf");

    private MediaSniffer() {}

    /**
     * Checks a file before any decoder opens it.
     *
     * @throws EnrichmentException when the bytes are surely no recording, or a protected or forbidden one
     */
    static void check(SeekableBytes bytes) throws IOException {
        if (bytes.length() == 0) {
            throw new EnrichmentException(ErrorCode.MEDIA_EMPTY, "file has 0 bytes");
        }
        byte[] head = head(bytes);
        String latin = new String(head, StandardCharsets.ISO_8859_1);
        checkAudible(latin);
        checkText(latin);
        checkId3(head, bytes.length());
        checkFlac(bytes, latin);
        if (Mp4Boxes.looksLikeMp4(head)) {
            Mp4Boxes.check(bytes);
        }
    }

    private static byte[] head(SeekableBytes bytes) throws IOException {
        bytes.seek(0);
        byte[] head = new byte[(int) Math.min(HEAD_BYTES, bytes.length())];
        Bytes.readFully(bytes, head);
        return head;
    }

    private static void checkAudible(String head) {
        // Audible's own container, whose magic number sits behind the size of the file.
        if (head.startsWith("W\u0090u6", 4)) {
            throw new EnrichmentException(ErrorCode.MEDIA_ENCRYPTED, "protected audio (aa)");
        }
        SIGNATURES.forEach((signature, type) -> {
            if (head.startsWith(signature)) {
                throw notAudio(type);
            }
        });
    }

    private static void checkText(String head) {
        String text = head.replaceFirst("^\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
        for (Pattern playlist : PLAYLISTS) {
            if (playlist.matcher(text).lookingAt()) {
                throw new EnrichmentException(ErrorCode.MEDIA_FORBIDDEN_FORMAT, "container not allowed");
            }
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            throw notAudio("text/html");
        }
        if (text.startsWith("<?xml") || text.startsWith("<rss") || text.startsWith("<error")) {
            throw notAudio("application/xml");
        }
        // NIST Sphere files begin with a kilobyte of text.
        if (head.startsWith("NIST_1A") || head.chars().anyMatch(MediaSniffer::isBinary)) {
            return;
        }
        throw notAudio(text.startsWith("{") || text.startsWith("[") ? "application/json" : "text/plain");
    }

    private static boolean isBinary(int character) {
        return (character < ' ' && character != '\n' && character != '\r' && character != '\t') || character == 0x7f;
    }

    /** A file that ends with its ID3 tag has pictures and names, but no sound. */
    private static void checkId3(byte[] head, long length) {
        if (head.length < 10 || head[0] != 'I' || head[1] != 'D' || head[2] != '3') {
            return;
        }
        long tag = 10 + ((head[6] & 0x7fL) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | (head[9] & 0x7f));
        if (length >= SMALLEST_BYTES && tag + 4 >= length) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_NO_AUDIO, "no audio stream, only an ID3 tag of %d bytes".formatted(tag));
        }
        checkTags(tag);
    }

    /** Pictures of a FLAC file lie before its sound, and libav keeps all of them. */
    private static void checkFlac(SeekableBytes bytes, String head) throws IOException {
        long position = 4;
        byte[] block = new byte[4];
        boolean last = !head.startsWith("fLaC");
        while (!last && Bytes.readFully(bytes, position, block) == block.length) {
            last = block[0] < 0;
            position += block.length + (((block[1] & 0xffL) << 16) | ((block[2] & 0xff) << 8) | (block[3] & 0xff));
            checkTags(position);
        }
    }

    private static void checkTags(long tagBytes) {
        if (tagBytes > MOST_TAG_BYTES) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_LIMIT, "limit reached: tags > %d bytes".formatted(MOST_TAG_BYTES));
        }
    }

    private static EnrichmentException notAudio(String type) {
        return new EnrichmentException(ErrorCode.MEDIA_NOT_AUDIO, "content looks like " + type);
    }
}
