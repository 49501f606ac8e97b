package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A tiny Whisper with random weights as PyTorch's exporters and ONNX Runtime's quantiser wrote it, and what PyTorch computes
 * with it. Its origin is {@code whisper_export.py} beside it.
 */
final class ExportedWhisper {
    static final TinyWhisper MODEL =
            new TinyWhisper(new WhisperDimensions(80, 8, 2, 2, 16, 1, 1, 16, 1500, 448, 1515), "F32", 1, false);

    static final Map<String, byte[]> FILES = files();

    private ExportedWhisper() {}

    /** A model folder without {@code model.safetensors}, with the given files of the export under {@code onnx}. */
    static Path write(Path folder, String... files) throws IOException {
        MODEL.write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        for (String file : files) {
            Files.createDirectories(folder.resolve("onnx"));
            Files.write(folder.resolve("onnx").resolve(file), FILES.get(file));
        }
        return folder;
    }

    /** What PyTorch computed. */
    static JsonNode expected() throws IOException {
        return new JsonMapper().readTree(FILES.get("expected.json"));
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.putAll(files("export.zip"));
        files.putAll(files("newer.zip"));
        return files;
    }

    private static Map<String, byte[]> files(String archive) {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = ExportedWhisper.class.getResourceAsStream("/whisper-export/" + archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new IllegalStateException("The export cannot be read", e);
        }
        return files;
    }
}
