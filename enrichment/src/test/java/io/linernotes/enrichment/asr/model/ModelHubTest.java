package io.linernotes.enrichment.asr.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelHubTest {
    private static final String NAME = "openai/whisper-x";

    @TempDir
    private Path folder;

    private StubHub hub;
    private ModelStore store;

    @BeforeEach
    void start() throws IOException {
        hub = new StubHub();
        StubHub.model().forEach(hub::put);
        store = new ModelStore(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void installsAModelAndPinsIt() throws IOException {
        List<String> seen = new ArrayList<>();
        ModelFolder model = hub(hub.url()).pull(NAME, null, checked -> {}, (file, bytes, total) -> {
            if (bytes == total) {
                seen.add(file);
            }
        });

        assertThat(store.names()).containsExactly(NAME);
        assertThat(model.pinned()).isTrue();
        assertThat(store.pinned(NAME).revision()).isEqualTo(StubHub.COMMIT);
        assertThat(seen).contains("config.json", "model.safetensors");
        for (Map.Entry<String, byte[]> file : StubHub.model().entrySet()) {
            assertThat(Files.readAllBytes(store.path(NAME).resolve(file.getKey())))
                    .isEqualTo(file.getValue());
        }
        assertThat(folder.resolve(".work/openai--whisper-x")).doesNotExist();
    }

    @Test
    void installsWeightsInSeveralFiles() {
        hub.remove(ModelFolder.WEIGHTS);
        hub.put("model-1.safetensors", "first".getBytes(UTF_8));
        hub.put("model-2.safetensors", "second".getBytes(UTF_8));
        hub.put(
                ShardedWeights.INDEX,
                "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\"}}".getBytes(UTF_8));

        assertThat(pull().files()).containsKeys("model-1.safetensors", "model-2.safetensors", ShardedWeights.INDEX);
    }

    @Test
    void installsTheMostExactVariantOfAnExport() throws IOException {
        hub.remove(ModelFolder.WEIGHTS);
        hub.put("encoder_model_int8.onnx", graph(""));
        hub.put("encoder_model_fp16.onnx", graph(""));
        hub.put("decoder_model_merged.onnx", graph("decoder_model_merged.onnx_data"));
        hub.put("decoder_model_merged.onnx_data", "data".getBytes(UTF_8));
        hub.put("decoder_model_q4.onnx", graph(""));

        ModelFolder model = pull();

        assertThat(model.pinned()).isTrue();
        assertThat(model.files().keySet().stream().filter(file -> file.startsWith("onnx/")))
                .containsExactly(
                        "onnx/decoder_model_merged.onnx",
                        "onnx/decoder_model_merged.onnx_data",
                        "onnx/encoder_model_fp16.onnx");

        Folders.delete(store.path(NAME));
        hub.put("encoder_model.onnx", graph(""));
        assertThat(pull().files()).isEqualTo(model.files());
    }

    @Test
    void doesNotAskForDataOutsideOfTheModel() throws IOException {
        hub.remove(ModelFolder.WEIGHTS);
        hub.put("encoder_model.onnx", graph("../../secret"));
        hub.put("decoder_model.onnx", graph(""));

        assertRefused(
                ErrorCode.MODEL_INTEGRITY,
                "The file onnx/encoder_model.onnx of model openai/whisper-x names a file outside of its folder.");
        assertThat(hub.paths).noneMatch(path -> path.contains("secret"));
    }

    @Test
    void namesTheWeightsWhereTheHubHasNoneOfAnyKind() {
        hub.remove(ModelFolder.WEIGHTS);

        assertRefused(
                ErrorCode.MODEL_MISSING,
                "The hub %s has no file model.safetensors of a model openai/whisper-x (revision %s), or does not show it to everybody."
                        .formatted(hub.url(), StubHub.COMMIT));
    }

    /** An ONNX file of one constant, in another file if that has a name. */
    private static byte[] graph(String otherFile) {
        ByteString location = message(1, "location", 2, otherFile);
        ByteString constant = otherFile.isEmpty() ? message(8, "constant") : message(8, "constant", 13, location);
        return message(7, message(5, constant)).toByteArray();
    }

    /** Fields by turns with their contents. */
    private static ByteString message(Object... fields) {
        try {
            ByteString.Output bytes = ByteString.newOutput();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            for (int i = 0; i < fields.length; i += 2) {
                Object content = fields[i + 1];
                out.writeBytes(
                        (int) fields[i],
                        content instanceof String text ? ByteString.copyFromUtf8(text) : (ByteString) content);
            }
            out.flush();
            return bytes.toByteString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnWhereATransferBrokeOff() {
        hub.breaks.put(ModelFolder.WEIGHTS, 2);

        pull();

        assertThat(hub.requests)
                .containsSubsequence(
                        "model.safetensors", "model.safetensors from 150000", "model.safetensors from 225000");
    }

    @Test
    void goesOnWhereAnEarlierPullGaveUp() {
        hub.breaks.put(ModelFolder.WEIGHTS, 1);
        EnrichmentException stopped = catchThrowableOfType(
                EnrichmentException.class,
                () -> new ModelHub(
                                config(hub.url()), new HubDownload.Patience(1, Duration.ZERO, Duration.ofSeconds(20)))
                        .pull(NAME, null, checked -> {}, (file, bytes, total) -> {}));
        assertThat(stopped.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
        assertThat(store.names()).isEmpty();
        assertThat(folder.resolve("models.lock.json")).doesNotExist();

        hub.requests.clear();
        pull();

        assertThat(hub.requests).contains("model.safetensors from 150000").doesNotContain("model.safetensors");
    }

    @Test
    void startsOverWhenTheFileChangedMeanwhile() {
        hub.breaks.put(ModelFolder.WEIGHTS, 1);
        hub.ranges = false;

        pull();

        assertThat(hub.requests.stream().filter("model.safetensors"::equals)).hasSize(2);
    }

    @Test
    void refusesWhatTheLockDoesNotPin() throws IOException {
        pull();
        Folders.delete(store.path(NAME));
        byte[] changed = StubHub.model().get(ModelFolder.WEIGHTS);
        changed[17] ^= 1;
        hub.put(ModelFolder.WEIGHTS, changed);

        assertRefused(
                ErrorCode.MODEL_INTEGRITY,
                "File model.safetensors of model openai/whisper-x is not the one that models.lock.json pins: nothing was installed.");

        hub.put(ModelFolder.WEIGHTS, StubHub.model().get(ModelFolder.WEIGHTS));
        assertThat(pull().pinned()).isTrue();
    }

    @Test
    void asksForThePinnedCommitAgain() throws IOException {
        pull();
        Folders.delete(store.path(NAME));
        hub.paths.clear();

        pull();

        assertThat(hub.paths).allMatch(path -> path.contains("/resolve/" + StubHub.COMMIT + "/"));
    }

    @Test
    void refusesWhatTheHubItselfAnnouncesOtherwise() {
        hub.announced.put(ModelFolder.WEIGHTS, Map.of("x-linked-etag", "\"" + "ab".repeat(32) + "\""));

        assertRefused(
                ErrorCode.MODEL_INTEGRITY,
                "File model.safetensors of model openai/whisper-x is not the one that the hub itself announces: nothing was installed.");
    }

    @Test
    void followsARedirectAndMindsTheHashThatItAnnounces() {
        String sha256 = Hashing.sha256()
                .hashBytes(StubHub.model().get(ModelFolder.WEIGHTS))
                .toString();
        hub.redirects.put(ModelFolder.WEIGHTS, "/cdn/model.safetensors");
        hub.announced.put(
                ModelFolder.WEIGHTS, Map.of("x-linked-etag", "\"" + sha256 + "\"", "x-linked-size", "300000"));

        assertThat(pull().files().get(ModelFolder.WEIGHTS).sha256()).isEqualTo(sha256);
    }

    @Test
    void refusesARedirectInCirclesOrAwayFromHttp() {
        hub.redirects.put("config.json", "/somewhere/config.json");
        assertRefused(
                ErrorCode.MODEL_UNAVAILABLE,
                "Cannot fetch %s/openai/whisper-x/resolve/main/config.json: the server redirects in circles."
                        .formatted(hub.url()));

        hub.redirects.put("config.json", "file:///etc/passwd");
        assertRefused(
                ErrorCode.MODEL_INTEGRITY,
                "The hub redirects %s/openai/whisper-x/resolve/main/config.json to an address that is not encrypted."
                        .formatted(hub.url()));
    }

    @Test
    void namesAModelThatTheHubDoesNotHave() {
        hub.remove("config.json");

        assertRefused(
                ErrorCode.MODEL_MISSING,
                "The hub %s has no file config.json of a model openai/whisper-x (revision main), or does not show it to everybody."
                        .formatted(hub.url()));
        assertThat(folder.resolve("openai")).doesNotExist();
    }

    @Test
    void refusesAServerThatSendsLessThanItSays() {
        hub.shortened.add("tokenizer.json");

        assertRefused(
                ErrorCode.MODEL_UNAVAILABLE,
                "Cannot fetch %s/openai/whisper-x/resolve/%s/tokenizer.json: the transfer broke off (IOException)."
                        .formatted(hub.url(), StubHub.COMMIT));
    }

    @Test
    void refusesAServerThatSaysAnotherSizeElsewhere() {
        hub.announced.put(ModelFolder.WEIGHTS, Map.of("x-linked-size", "299999"));

        assertRefused(
                ErrorCode.MODEL_UNAVAILABLE,
                "Cannot fetch %s/openai/whisper-x/resolve/%s/model.safetensors: the file does not have the size that the server announces."
                        .formatted(hub.url(), StubHub.COMMIT));
    }

    @Test
    void refusesAFileThatIsLargerThanAnyOfItsKind() {
        hub.put("config.json", new byte[ModelFolder.LARGEST_JSON + 1]);

        assertRefused(
                ErrorCode.MODEL_INTEGRITY,
                "File config.json has more than the 67108864 bytes that it may have: nothing was installed.");
    }

    @Test
    void givesUpOnAServerThatIsOutOfOrder() {
        hub.status = 503;

        assertRefused(
                ErrorCode.MODEL_UNAVAILABLE,
                "Cannot fetch %s/openai/whisper-x/resolve/main/config.json: the server answers with status 503."
                        .formatted(hub.url()));
        assertThat(hub.requests).hasSize(3);
    }

    @Test
    void givesUpOnAServerThatFallsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            Thread listener = new Thread(() -> answerHalf(silent));
            listener.setDaemon(true);
            listener.start();
            ModelHub slow = new ModelHub(
                    config("http://127.0.0.1:" + silent.getLocalPort()),
                    new HubDownload.Patience(1, Duration.ZERO, Duration.ofSeconds(1)));

            EnrichmentException refused = catchThrowableOfType(
                    EnrichmentException.class, () -> slow.pull(NAME, null, checked -> {}, (file, bytes, total) -> {}));

            assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
            assertThat(refused).hasMessageEndingWith("config.json: the server sends nothing for 1 s.");
        }
    }

    @Test
    void installsNothingThatIsNoUsableModel() {
        EnrichmentException refused = catchThrowableOfType(
                EnrichmentException.class,
                () -> hub(hub.url())
                        .pull(
                                NAME,
                                null,
                                checked -> {
                                    throw new EnrichmentException(ErrorCode.MODEL_INTEGRITY, "No Whisper.");
                                },
                                (file, bytes, total) -> {}));

        assertThat(refused).hasMessage("No Whisper.");
        assertThat(store.names()).isEmpty();
        assertThat(store.pinned(NAME)).isNull();
    }

    private static void answerHalf(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                in.readNBytes(1);
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(UTF_8));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private ModelFolder pull() {
        return hub(hub.url()).pull(NAME, null, checked -> {}, (file, bytes, total) -> {});
    }

    private void assertRefused(ErrorCode code, String sentence) {
        EnrichmentException refused = catchThrowableOfType(EnrichmentException.class, this::pull);
        assertThat(refused).hasMessage(sentence);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(store.names()).isEmpty();
    }

    private ModelHub hub(String url) {
        return new ModelHub(config(url), new HubDownload.Patience(3, Duration.ofMillis(1), Duration.ofSeconds(20)));
    }

    private ModelsConfig config(String url) {
        return new ModelsConfig(url, folder.toString(), folder + "/cache");
    }
}
