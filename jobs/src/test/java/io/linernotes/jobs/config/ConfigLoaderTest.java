package io.linernotes.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.asr.vad.SpeechDetectionConfig;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.notes.EngineKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final Config DEFAULTS = ConfigFactory.parseString("""
            name = plain
            part { count = 1, big = 2, share = 0.5, on = false, pause = 1s, kind = one-way, api-key-file = null, tags = [] }
            """);

    enum Kind {
        ONE_WAY,
        ROUND_TRIP
    }

    record Part(
            int count,
            long big,
            double share,
            boolean on,
            Duration pause,
            Kind kind,
            @Nullable String apiKeyFile,
            List<String> tags)
            implements Serializable {
        Part {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, was " + count);
            }
        }
    }

    record Whole(String name, Part part) {}

    @TempDir
    Path folder;

    @Test
    void givesEverySettingItsDefault() {
        LinernotesConfig config = ConfigLoader.load(null, List.of());

        assertThat(config.engine()).isEqualTo(EngineKind.OFFLINE);
        assertThat(config.decoding()).isEqualTo(DecodingConfig.DEFAULTS);
        assertThat(config.speech()).isEqualTo(SpeechDetectionConfig.DEFAULTS);
        assertThat(config.asr()).isEqualTo(AsrConfig.DEFAULTS);
        assertThat(config.models()).isEqualTo(ModelsConfig.DEFAULTS);
        assertThat(config.llm()).isEqualTo(LlmConfig.DEFAULTS);
        assertThat(config.quality()).isEqualTo(new QualityConfig(0.05));
        assertThat(config.spark()).isEqualTo(new SparkConfig("local[*]", Map.of()));
    }

    @Test
    void readsEveryKindOfValueFromAFile() throws IOException {
        Path file = write("""
                name = "other: one"
                part {
                  count = 7, big = 5000000000, share = 0.25, on = true, pause = 2 minutes
                  kind = round-trip, api-key-file = /run/secrets/key, tags = [a, "b c"]
                }
                """);

        Whole whole = ConfigLoader.load(DEFAULTS, file, List.of(), Whole.class);

        assertThat(whole)
                .isEqualTo(new Whole(
                        "other: one",
                        new Part(
                                7,
                                5_000_000_000L,
                                0.25,
                                true,
                                Duration.ofMinutes(2),
                                Kind.ROUND_TRIP,
                                "/run/secrets/key",
                                List.of("a", "b c"))));
    }

    @Test
    void readsEveryKindOfValueFromSingleSettingsAndTheyWinOverTheFile() throws IOException {
        Path file = write("name = file, part.count = 3, part.api-key-file = key");
        List<String> settings = List.of(
                "name=a=b",
                "part.big=9",
                "part.share=0.75",
                "part.on=true",
                "part.pause=250ms",
                "part.kind=round-trip",
                "part.api-key-file=null",
                "part.tags=x, y");

        Whole whole = ConfigLoader.load(DEFAULTS, file, settings, Whole.class);

        assertThat(whole)
                .isEqualTo(new Whole(
                        "a=b",
                        new Part(3, 9, 0.75, true, Duration.ofMillis(250), Kind.ROUND_TRIP, null, List.of("x", "y"))));
    }

    @Test
    void reportsAllProblemsAtOnceWithPlaceAndNearestKey() throws IOException {
        Path file = write("""
                nmae = x
                part.count = 1.5
                part.pause = 30
                part.kind = both
                part.tags = { a = 1 }
                """);
        List<String> settings = List.of("part.on=yes", "flux-capacitor.level=1", "nonsense", "part.share=half");

        List<String> problems = problems(file, settings);

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "A setting looks like key=value, not like \"nonsense\".",
                        "There is no setting nmae (" + file + ": 1); did you mean name?",
                        "There is no setting flux-capacitor.level (--set).",
                        "part.count must be a whole number, not \"1.5\" (" + file + ": 2).",
                        "part.share must be a number, not \"half\" (--set).",
                        "part.on must be true or false, not \"yes\" (--set).",
                        "part.pause must be a duration with its unit, such as 30s, not \"30\" (" + file + ": 3).",
                        "part.kind must be one-way or round-trip, not \"both\" (" + file + ": 4).",
                        "part.tags must be a list, not a section (" + file + ": 5).");
    }

    @Test
    void passesOnWhatARecordItselfRefuses() {
        assertThat(problems(null, List.of("part.count=0"))).containsExactly("part: count must be at least 1, was 0");
    }

    @Test
    void refusesAMissingFileAndASyntaxErrorInOneSentence() throws IOException {
        Path missing = folder.resolve("none.conf");
        Path broken = write("name = [1, 2");

        assertThat(problems(missing, List.of())).containsExactly("There is no configuration file " + missing + ".");
        assertThat(problems(broken, List.of()))
                .singleElement()
                .asString()
                .startsWith("The configuration file cannot be read: " + broken + ": 1");
    }

    @Test
    void refusesASectionWhereAValueBelongsAndTheReverse() throws IOException {
        Path file = write("name { a = 1 }, part = 3");

        assertThat(problems(file, List.of()))
                .containsExactlyInAnyOrder(
                        "name must be a text, not a section (" + file + ": 1).",
                        "part is a section, not a single value (" + file + ": 1).");
    }

    @Test
    void refusesNullWhereAValueIsNeeded() throws IOException {
        Path file = write("name = null");

        assertThat(problems(file, List.of())).containsExactly("name must be a text, not null (" + file + ": 1).");
    }

    @Test
    void passesSparkSettingsOnWhateverTheirDotsMean() throws IOException {
        Path file = write("spark.conf { spark.speculation.interval = 1s, spark.ui.enabled = true }");
        List<String> settings = List.of("spark.conf.spark.speculation=false", "spark.conf.spark.ui.enabled=false");

        assertThat(ConfigLoader.load(file, settings).spark().conf())
                .isEqualTo(Map.of(
                        "spark.speculation", "false",
                        "spark.speculation.interval", "1s",
                        "spark.ui.enabled", "false"));
    }

    @Test
    void refusesValuesOutOfRangeInTheRealSettings() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(
                        null,
                        List.of("quality.max-failed-share=2", "spark.conf.x=1", "engine=gpt", "quality.share=1")));

        assertThat(refused.problems())
                .containsExactlyInAnyOrder(
                        "quality: max-failed-share must be from 0 to 1, was 2.0",
                        "spark: conf.x is no Spark setting: their names begin with spark.",
                        "engine must be offline or llm, not \"gpt\" (--set).",
                        "There is no setting quality.share (--set).");
    }

    @Test
    void showsEffectiveSettingsWithSecretsRedacted() {
        List<String> settings = List.of(
                "spark.conf.spark.my.api-key=canary-1",
                "spark.conf.spark.hadoop.fs.s3a.secret.key=canary-2",
                "spark.conf.spark.max.tokens=5");

        assertThat(Settings.describe(ConfigLoader.load(null, settings)))
                .contains(
                        "engine = offline",
                        "quality.max-failed-share = 0.05",
                        "spark.master = local[*]",
                        "spark.conf.spark.my.api-key = [REDACTED]",
                        "spark.conf.spark.hadoop.fs.s3a.secret.key = [REDACTED]",
                        "spark.conf.spark.max.tokens = 5")
                .noneMatch(line -> line.contains("canary"));
    }

    @Test
    void showsPathsToSecretsAndAmountsOfTokens() {
        Part part = new Part(1, 2, 0.5, true, Duration.ofSeconds(3), Kind.ONE_WAY, "/run/key", List.of("a", "b"));

        assertThat(Settings.describe(new Whole("n", part)))
                .containsExactly(
                        "name = n",
                        "part.count = 1",
                        "part.big = 2",
                        "part.share = 0.5",
                        "part.on = true",
                        "part.pause = PT3S",
                        "part.kind = one-way",
                        "part.api-key-file = /run/key",
                        "part.tags = a,b");
    }

    @Test
    void travelsToExecutors() throws Exception {
        LinernotesConfig config = ConfigLoader.load(null, List.of("spark.conf.spark.executor.cores=2"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(config);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(config);
        }
    }

    private static List<String> problems(@Nullable Path file, List<String> settings) {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load(DEFAULTS, file, settings, Whole.class));
        return refused.problems();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("test.conf"), text);
    }
}
