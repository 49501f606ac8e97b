package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about models as a user gives them, with the embedded model as the one on disk. */
class ModelsCommandsTest {
    private static final String[] FILES = {
        "config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"
    };

    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void writeModel() throws IOException {
        source = Files.createDirectory(folder.resolve("nano"));
        for (String file : FILES) {
            try (InputStream in = ModelsCommandsTest.class.getResourceAsStream("/models/whisper-nano.en/" + file)) {
                Files.copy(in, source.resolve(file));
            }
        }
    }

    @Test
    void importsListsBuildsAndVerifies() throws IOException {
        Ending imported = models("import", source.toString(), "--name", "our/nano");
        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out())
                .matches("Installed our/nano, sha256 [0-9a-f]{64}; use it with --asr-model our/nano\\s+");
        assertThat(listed(1).path("builds")).isEmpty();

        Ending built = models("build", "our/nano");
        assertThat(built.out())
                .startsWith("The graphs of our/nano are in " + folder.resolve("cache"))
                .containsPattern("Fastest on this machine: attention of the encoder in (bytes|floats), "
                        + "keys of the decoder (60|300|1500) at a time");
        assertThat(listed(0).path("state").asText()).isEqualTo("embedded");
        JsonNode line = listed(1);
        assertThat(line.path("name").asText()).isEqualTo("our/nano");
        assertThat(line.path("state").asText()).isEqualTo("pinned");
        assertThat(line.path("dims").asText()).isEqualTo("192 x 4+2");
        assertThat(line.path("mel_bins").asInt()).isEqualTo(80);
        assertThat(line.path("languages").toString()).isEqualTo("[\"en\"]");
        assertThat(line.path("builds").toString()).isEqualTo("[\"int8\"]");

        assertThat(models("verify").out()).startsWith("our/nano: as pinned, sha256 ");
        assertThat(models("verify", source.toString()).out()).startsWith(source + ": usable, not pinned, sha256 ");
    }

    @Test
    void endsWithTheCodeOfIntegrityForAnyFlippedByte() throws IOException {
        models("import", source.toString());
        for (String file : FILES) {
            Path installed = folder.resolve("models/nano").resolve(file);
            byte[] right = Files.readAllBytes(installed);
            byte[] wrong = right.clone();
            wrong[wrong.length / 2] ^= 1;
            Files.write(installed, wrong);

            Ending build = models("build", "nano");
            assertThat(build.exitCode()).isEqualTo(28);
            assertThat(build.err().lines())
                    .containsExactly(
                            "linernotes models build: File %s of model nano is not the one that models.lock.json pins."
                                    .formatted(file));
            Ending verify = models("verify");
            assertThat(verify.exitCode()).isEqualTo(28);
            assertThat(verify.out()).contains(file);

            Files.write(installed, right);
        }
        assertThat(models("verify").exitCode()).isZero();
    }

    @Test
    void refusesARunWithAHostileModelBeforeAnythingIsCreated() throws IOException {
        Path input = Files.writeString(folder.resolve("a.mp3"), "sound");
        Files.writeString(source.resolve("config.json"), "{\"d_model\": 1000000000}");

        Ending run = execute(
                "run", "--input", input.toString(), "--output", folder + "/out", "--asr-model", source.toString());

        assertThat(run.exitCode()).isEqualTo(28);
        assertThat(run.err().lines())
                .containsExactly("linernotes run: The file config.json has no usable num_mel_bins.");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void pullsFromAHub() throws IOException {
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] content = Files.readAllBytes(source.resolve(path.substring(path.lastIndexOf('/') + 1)));
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        hub.start();
        try {
            Ending pulled = models(
                    "pull",
                    "openai/whisper-nano",
                    "--set",
                    "models.hub-url=http://127.0.0.1:" + hub.getAddress().getPort());

            assertThat(pulled.exitCode()).as(pulled.err()).isZero();
            assertThat(pulled.out()).startsWith("Installed openai/whisper-nano, sha256 ");
        } finally {
            hub.stop(0);
        }
        assertThat(models("verify").out()).startsWith("openai/whisper-nano: as pinned");
    }

    @Test
    void measuresAModelAndPrintsWhatItCosts() throws IOException {
        Ending bench =
                execute("bench", "asr", "--model", source.toString(), "--windows", "1", "--batch", "2", "--json");

        assertThat(bench.exitCode()).as(bench.err()).isZero();
        JsonNode figures = new JsonMapper().readTree(bench.out());
        assertThat(figures.fieldNames())
                .toIterable()
                .contains(
                        "mel_ms",
                        "encode_ms",
                        "prompt_ms",
                        "decode_ms_per_token",
                        "total_ms_per_window",
                        "rtf_per_core",
                        "rss_mib",
                        "gop_s",
                        "cpu_flags")
                .doesNotContain("two_tasks_speedup");
        assertThat(figures.path("dims").asText()).isEqualTo("192x4+2");
        assertThat(figures.path("batch").asInt()).isEqualTo(2);
        assertThat(figures.path("windows").asInt()).isEqualTo(2);
        double total = figures.path("total_ms_per_window").asDouble();
        double parts = figures.path("mel_ms").asDouble()
                + figures.path("encode_ms").asDouble()
                + figures.path("prompt_ms").asDouble()
                + 100 * figures.path("decode_ms_per_token").asDouble();
        assertThat(parts).isPositive().isCloseTo(total, within(0.2));
        assertThat(figures.path("rtf_per_core").asDouble()).isCloseTo(30_000 / total, within(0.1));
    }

    @Test
    void refusesANameThatIsAPath() {
        Ending pulled = models("pull", "../etc");

        assertThat(pulled.exitCode()).isEqualTo(25);
        assertThat(pulled.err())
                .contains("A model's name looks like openai/whisper-small.en or whisper-small.en, not like ../etc.");
    }

    private JsonNode listed(int line) throws IOException {
        return new JsonMapper().readTree(models("list").out().lines().toList().get(line));
    }

    private Ending models(String... arguments) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(arguments));
        return execute(all.toArray(String[]::new));
    }

    private Ending execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--set", "models.folder=" + folder + "/models", "--set", "models.cache=" + folder + "/cache"));
        return Application.execute(all.toArray(String[]::new));
    }
}
