package io.linernotes.enrichment.audio.libav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files that name another file or address. In the texts {name}, {folder} and {port} stand for those of the traps. */
enum Playlist {
    FFCONCAT_RELATIVE("episode.mp3", "ffconcat version 1.0\nfile '{name}'\n"),
    FFCONCAT_ABSOLUTE("episode.mp3", "ffconcat version 1.0\nfile '{folder}/{name}'\n"),
    FFCONCAT_FILE_URL("episode.mp3", "ffconcat version 1.0\nfile 'file:{folder}/{name}'\n"),
    FFCONCAT_HTTP("episode.mp3", "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/{name}'\n"),
    FFCONCAT_WITH_MARK("episode.mp3", "\u00ef\u00bb\u00bfffconcat version 1.0\nfile '{name}'\n"),
    FFCONCAT_BEHIND_SPACE("episode.mp3", "\n\n ffconcat version 1.0\nfile '{name}'\n# \u0001\n"),
    DASH_FILE("episode.mp4", dash("file:{folder}/{name}")),
    DASH_HTTP("episode.mp4", dash("http://127.0.0.1:{port}/{name}")),
    HLS_AS_MP3("episode.mp3", hls("http://127.0.0.1:{port}/{name}")),
    HLS_AS_M3U8("episode.m3u8", hls("{name}")),
    SDP("episode.mp3", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {port} RTP/AVP 0\n"),
    ASX("episode.wma", "<asx version=\"3.0\"><entry><ref href=\"http://127.0.0.1:{port}/{name}\"/></entry></asx>"),
    SMIL("episode.mp3", "<smil><body><audio src=\"{name}\"/></body></smil>"),
    PLS("episode.mp3", "[playlist]\nFile1={name}\nNumberOfEntries=1\n"),
    XSPF(
            "episode.mp3",
            "<?xml version=\"1.0\"?>\n<playlist xmlns=\"http://xspf.org/ns/0/\"><trackList><track>"
                    + "<location>{name}</location></track></trackList></playlist>"),
    IMF(
            "episode.mp3",
            "<?xml version=\"1.0\"?>\n<CompositionPlaylist xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2016\">"
                    + "<Id>{name}</Id></CompositionPlaylist>"),
    FFMETADATA("episode.mp3", ";FFMETADATA1\ntitle={name}\n"),
    AVISYNTH("episode.avs", "WavSource(\"{folder}/{name}\")\n"),
    RTSP_TEXT("episode.mov", "RTSPtextrtsp://127.0.0.1:{port}/{name}\n"),
    FFCONCAT_BEHIND_ID3("episode.mp3", "ID3\3\0\0\0\0\0\0ffconcat version 1.0\nfile '{name}'\n"),
    QUICKTIME_REFERENCE("episode.mov", "") {
        @Override
        byte[] bytes(Canary canary, Listener listener, Recordings recordings) {
            byte[] address = latin("http://127.0.0.1:" + listener.port() + "/" + name() + "\0");
            byte[] reference = Recordings.join(new byte[4], latin("url "), number(address.length), address);
            return box("moov", box("rmra", box("rmda", box("rdrf", reference))));
        }
    },
    QUICKTIME_ALIAS("episode.mov", "") {
        @Override
        byte[] bytes(Canary canary, Listener listener, Recordings recordings) throws IOException {
            return alias(
                    recordings.bytes("mov", "-c:a", "pcm_s16le"),
                    latin(canary.path().toString()));
        }
    };

    private final String fileName;
    private final String text;

    Playlist(String fileName, String text) {
        this.fileName = fileName;
        this.text = text;
    }

    /** Writes the file beside the canary. */
    Path write(Canary canary, Listener listener, Recordings recordings) throws IOException {
        return Files.write(canary.path().resolveSibling(fileName), bytes(canary, listener, recordings));
    }

    /** @throws IOException when a recording that is part of it cannot be read */
    byte[] bytes(Canary canary, Listener listener, Recordings recordings) throws IOException {
        return latin(text.replace("{name}", String.valueOf(canary.path().getFileName()))
                .replace("{folder}", String.valueOf(canary.path().getParent()))
                .replace("{port}", Integer.toString(listener.port())));
    }

    private static String dash(String base) {
        return "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
                + "mediaPresentationDuration=\"PT2S\" profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><Period>"
                + "<AdaptationSet mimeType=\"audio/mp4\"><Representation id=\"1\" bandwidth=\"64000\"><BaseURL>" + base
                + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
    }

    private static String hls(String segment) {
        return "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + segment + "\n#EXT-X-ENDLIST\n";
    }

    /** A QuickTime film whose samples lie in another file: an alias (Inside Macintosh: Files) with an absolute path. */
    private static byte[] alias(byte[] film, byte[] path) {
        ByteBuffer record = ByteBuffer.allocate(150);
        // The levels between both files: none, so that the absolute path counts.
        record.putShort(130, (short) -1).putShort(132, (short) -1);
        byte[] entry = box(
                "alis",
                Recordings.join(
                        new byte[4],
                        record.array(),
                        new byte[] {0, 2},
                        shortNumber(path.length),
                        path,
                        new byte[path.length & 1]));
        // Type, version and flags, and count of entries before the only entry.
        int at = Recordings.find(film, "dref") + 12;
        byte[] changed =
                Recordings.join(Arrays.copyOf(film, at), entry, Arrays.copyOfRange(film, at + 12, film.length));
        ByteBuffer sizes = ByteBuffer.wrap(changed);
        for (String parent : new String[] {"moov", "trak", "mdia", "minf", "dinf", "dref"}) {
            int size = Recordings.find(changed, parent) - 4;
            sizes.putInt(size, sizes.getInt(size) + entry.length - 12);
        }
        return changed;
    }

    private static byte[] box(String type, byte[] content) {
        return Recordings.join(number(8 + content.length), latin(type), content);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] shortNumber(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
