package io.linernotes.enrichment.asr.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetectorContract;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SileroModelTest extends VoiceActivityDetectorContract {
    private static final Path FILE = Path.of(System.getProperty("linernotes.shared", "../../shared"))
            .resolve("models/silero-vad/silero_vad.onnx");

    private static @Nullable SileroModel model;

    @Override
    protected VoiceActivityDetector detector() {
        if (Files.notExists(FILE)) {
            Assumptions.abort("the Silero model is not here: " + FILE);
        }
        if (model == null) {
            model = new SileroModel(FILE);
        }
        return model.detector();
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
        }
    }

    @Test
    void saysWhichModelIsMissing() {
        assertThatThrownBy(() -> new SileroModel(Path.of("nowhere/silero_vad.onnx")))
                .isInstanceOfSatisfying(EnrichmentException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MODEL_MISSING);
                    assertThat(e).hasMessage("There is no voice detection model nowhere/silero_vad.onnx.");
                });
    }

    @Test
    void refusesWhatIsNoModel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("silero_vad.onnx"), "no model");

        assertThatThrownBy(() -> new SileroModel(file)).isInstanceOfSatisfying(EnrichmentException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
            assertThat(e).hasMessage("The file %s is no Silero voice detection model of version 5 or later.", file);
        });
    }
}
