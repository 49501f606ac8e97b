package io.linernotes.enrichment.asr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
    @TempDir
    private Path folder;

    private Path source;
    private ModelStore store;

    @BeforeEach
    void writeModel() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        for (String file : ModelFolder.JSON_FILES) {
            Files.writeString(source.resolve(file), "{}");
        }
        Files.writeString(source.resolve("model.safetensors"), "weights");
        Files.writeString(source.resolve("README.md"), "not used");
        store = new ModelStore(folder.resolve("models"));
    }

    @Test
    void installsACopyAndPinsEveryFile() {
        ModelFolder model = store.importFrom(source, "openai/whisper-x", checked -> {});

        assertThat(store.names()).containsExactly("openai/whisper-x");
        assertThat(model.name()).isEqualTo("whisper-x");
        assertThat(model.pinned()).isTrue();
        assertThat(store.open("openai/whisper-x").sha256()).isEqualTo(model.sha256());
        assertThat(store.pinned("openai/whisper-x").files().keySet())
                .containsExactly(
                        "config.json",
                        "generation_config.json",
                        "model.safetensors",
                        "preprocessor_config.json",
                        "tokenizer.json");
        assertThat(store.pinned("openai/whisper-x").sha256()).isEqualTo(model.sha256());
        assertThat(folder.resolve("models/models.lock.json")).exists();
        assertThat(folder.resolve("models/openai/whisper-x/README.md")).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhenTheCheckFails() {
        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "No model.",
                () -> store.importFrom(source, "x", checked -> {
                    throw new EnrichmentException(ErrorCode.MODEL_INTEGRITY, "No model.");
                }));

        assertThat(store.names()).isEmpty();
        assertThat(visible()).isEmpty();
    }

    @Test
    void refusesToReplaceAModel() {
        store.importFrom(source, "x", checked -> {});

        assertFails(
                ErrorCode.CONFIG_INVALID,
                "Model x is installed already; delete %s to install it anew.".formatted(store.path("x")),
                () -> store.importFrom(source, "x", checked -> {}));
    }

    @Test
    void holdsAModelThatComesBackToWhatWasPinned() throws IOException {
        store.importFrom(source, "x", checked -> {});
        Folders.delete(store.path("x"));
        assertThat(store.names()).isEmpty();
        Files.writeString(source.resolve("config.json"), "{ }");

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "The files of model x are not those that %s pins.".formatted(folder.resolve("models/models.lock.json")),
                () -> store.importFrom(source, "x", checked -> {}));

        Files.writeString(source.resolve("config.json"), "{}");
        assertThat(store.importFrom(source, "x", checked -> {}).pinned()).isTrue();
    }

    @Test
    void refusesAFileThatTheLockDoesNotKnow() throws IOException {
        store.importFrom(source, "x", checked -> {});
        Files.writeString(store.path("x").resolve("linernotes.json"), "{\"warning\": \"added later\"}");

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "File linernotes.json of model x is not the one that models.lock.json pins.",
                () -> store.open("x"));
    }

    @Test
    void readsALockBesideTheFilesOfAnyFolder() throws IOException {
        store.importFrom(source, "x", checked -> {});
        ModelLock.Entry pinned = store.pinned("x");
        new ModelLock(java.util.Map.of(".", pinned)).write(source);
        assertThat(ModelFolder.open(source.toString()).pinned()).isTrue();

        Files.writeString(source.resolve("tokenizer.json"), "{ }");
        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "File tokenizer.json of model source is not the one that models.lock.json pins.",
                () -> ModelFolder.open(source.toString()));
    }

    @Test
    void refusesADamagedLock() throws IOException {
        store.importFrom(source, "x", checked -> {});
        Path lock = folder.resolve("models/models.lock.json");
        Files.writeString(lock, "{\"models\": {\"x\": {\"files\": {\"a\": {\"size\": 1, \"sha256\": \"z\"}}}}}");

        assertFails(ErrorCode.MODEL_INTEGRITY, "The lock file %s is damaged.".formatted(lock), () -> store.open("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/b/c", ".x", "a/..", "", "a b"})
    void refusesNamesThatAreNoNames(String name) {
        assertFails(
                ErrorCode.CONFIG_INVALID,
                "A model's name looks like openai/whisper-small.en or whisper-small.en, not like %s.".formatted(name),
                () -> store.importFrom(source, name, checked -> {}));
        assertThat(store.isInstalled(name)).isFalse();
    }

    @Test
    void refusesLinksThatLeaveTheFolder() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.json"), "{}");
        Files.delete(source.resolve("config.json"));
        Files.createSymbolicLink(source.resolve("config.json"), secret);

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "File config.json of %s is a link that leaves the folder.".formatted(source),
                () -> store.importFrom(source, "x", checked -> {}));
        assertThat(visible()).isEmpty();
    }

    @Test
    void copiesFromTheCacheOfTheHubsOwnTools() throws IOException {
        Path hub = folder.resolve("models--openai--whisper-x");
        Path snapshot = Files.createDirectories(hub.resolve("snapshots/abc"));
        Files.createDirectory(hub.resolve("blobs"));
        for (String file : ModelFolder.JSON_FILES) {
            Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs/" + file));
            Files.writeString(hub.resolve("blobs").resolve(file), "{}");
        }
        Files.writeString(snapshot.resolve("model.safetensors"), "weights");

        ModelFolder model = store.importFrom(snapshot, "openai/whisper-x", checked -> {});

        assertThat(model.files()).hasSize(5);
        assertThat(Files.isSymbolicLink(store.path("openai/whisper-x").resolve("config.json")))
                .isFalse();
    }

    private List<String> visible() {
        try (Stream<Path> children = Files.list(folder.resolve("models"))) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertFails(ErrorCode code, String message, ThrowingCallable action) {
        EnrichmentException failure = catchThrowableOfType(EnrichmentException.class, action);
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
    }
}
