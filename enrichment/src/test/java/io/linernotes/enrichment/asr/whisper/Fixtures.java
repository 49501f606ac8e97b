package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Loader;

/** What openai/whisper computed from the demo recordings with the embedded model. */
final class Fixtures {
    static final ModelFolder FOLDER = ModelFolder.open("whisper-nano.en");

    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo");
    private static final Map<String, String> FILES = Map.of(
            // As libav 5.1 decodes the MP3, which the reference used: newer versions differ by a few units in 32,768,
            // enough to flip a token near a tie.
            "long-way-round", "../../../../../enrichment/src/test/resources/whisper-nano.en/long-way-round.flac",
            "lighthouse-garden", "lighthouse-garden.m4b",
            "field-notes-bees", "field-notes-bees.opus");
    private static final Map<String, short[]> PCM = new ConcurrentHashMap<>();

    private Fixtures() {}

    /** The 22 windows of {@code windows.json}. */
    static List<JsonNode> windows() {
        List<JsonNode> windows = new ArrayList<>();
        json("windows.json").path("windows").forEach(windows::add);
        return windows;
    }

    static JsonNode json(String name) {
        try {
            return new JsonMapper().readTree(new String(bytes(name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A float32 array of numpy: ten bytes, a header of the length in the last two of them, the values. */
    static float[] numpy(String name) {
        ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
        file.position(10 + file.getShort(8));
        return floats(file);
    }

    /** A window, cut from the decoded recording. */
    static SpeechWindow speech(JsonNode window, int index) {
        short[] all = pcm(window.path("episode").asText());
        int start = window.path("start_sample").asInt();
        return new SpeechWindow(
                index,
                start,
                Arrays.copyOfRange(all, start, window.path("end_sample").asInt()));
    }

    /** A whole recording, 16 kHz; not to be changed. */
    static short[] pcm(String episode) {
        return PCM.computeIfAbsent(episode, Fixtures::decode);
    }

    static List<Integer> integers(JsonNode list) {
        List<Integer> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asInt()));
        return values;
    }

    /** The definition of the fixtures: libav's own program, mono, 16 kHz, 16 bits. */
    private static short[] decode(String episode) {
        try {
            Path program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
            ProcessBuilder builder = new ProcessBuilder(
                            program.toString(),
                            "-v",
                            "error",
                            "-i",
                            DEMO.resolve(FILES.get(episode)).toString(),
                            "-ac",
                            "1",
                            "-ar",
                            "16000",
                            "-f",
                            "s16le",
                            "-")
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // Its libraries lie beside it and name each other without a path.
            builder.environment().put("LD_LIBRARY_PATH", program.getParent().toString());
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                ByteBuffer bytes = ByteBuffer.wrap(out.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                short[] samples = new short[bytes.remaining() / 2];
                bytes.asShortBuffer().get(samples);
                return samples;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/whisper-nano.en/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
