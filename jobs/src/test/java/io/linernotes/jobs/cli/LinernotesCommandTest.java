package io.linernotes.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.whisper.AsrBenchmark;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.jobs.config.ConfigLoader;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.service.BenchmarkRequest;
import io.linernotes.jobs.service.BuildModelRequest;
import io.linernotes.jobs.service.CompareRequest;
import io.linernotes.jobs.service.DemoRequest;
import io.linernotes.jobs.service.EmbeddingBenchmarkRequest;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ImportModelRequest;
import io.linernotes.jobs.service.LabelsRequest;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.service.PullModelRequest;
import io.linernotes.jobs.service.RunRequest;
import io.linernotes.jobs.service.SheetRequest;
import io.linernotes.jobs.service.VectorsRequest;
import io.linernotes.jobs.service.VerifyModelsRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class LinernotesCommandTest {

    @TempDir
    Path folder;

    private final RecordingService service = new RecordingService();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String episode = "";

    @BeforeEach
    void writeEpisode() throws IOException {
        episode = Files.writeString(folder.resolve("episode.mp3"), "sound").toString();
    }

    @Test
    void asksForARunNamedLater() {
        int exit = execute("run", "--input", episode, folder.toString(), "--output", "out", "--set", "engine=llm");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(asked("run", RunRequest.class))
                .isEqualTo(new RunRequest(
                        List.of(episode, folder.toString()),
                        "out",
                        null,
                        null,
                        ConfigLoader.load(null, List.of("engine=llm"))));
    }

    @Test
    void letsAFlagWinOverASettingAndASettingOverTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("my.conf"), "engine = llm, quality.max-failed-share = 0.5, spark.master = yarn");

        execute(
                "run",
                "--input=" + episode,
                "--output=out",
                "--config=" + file,
                "--set=quality.max-failed-share=0.25",
                "--set=spark.master=k8s",
                "--master=local[2]");

        RunRequest request = asked("run", RunRequest.class);
        assertThat(request.config().engine()).isEqualTo(EngineKind.LLM);
        assertThat(request.config().quality().maxFailedShare()).isEqualTo(0.25);
        assertThat(request.config().spark().master()).isEqualTo("local[2]");
    }

    @Test
    void asksToTranscribeAndToEnrichUnderAGivenName() {
        execute("transcribe", "--input", episode, "--output", "out", "--run", "pilot-1");
        execute("enrich", "--input", episode, "--output", "out", "--engine", "llm", "--gold", folder.toString());

        RunRequest transcribe = (RunRequest) service.asked.get(0).request();
        RunRequest enrich = (RunRequest) service.asked.get(1).request();
        assertThat(service.asked).extracting(RecordingService.Asked::work).containsExactly("transcribe", "enrich");
        assertThat(transcribe.run()).isEqualTo(new RunId("pilot-1"));
        assertThat(enrich.config().engine()).isEqualTo(EngineKind.LLM);
        assertThat(enrich.gold()).isEqualTo(folder.toString());
    }

    @Test
    void asksToEvaluateToProbeAndForTheDemo() {
        execute("evaluate", "--run", folder.toString(), "--gold", folder.toString(), "--output", "scores");
        assertThat(asked("evaluate", EvaluateRequest.class).output()).isEqualTo("scores");
        service.asked.clear();

        execute("probe", "--json", episode);
        assertThat(asked("probe", ProbeRequest.class).files()).containsExactly(episode);
        assertThat(asked("probe", ProbeRequest.class).json()).isTrue();
        service.asked.clear();

        execute("demo");
        assertThat(asked("demo", DemoRequest.class).output()).isEqualTo("linernotes-demo");
    }

    @Test
    void probesFilesThatAreThere() {
        String missing = folder.resolve("none*.mp3").toString();
        int exit = execute("probe", episode, folder + "/", missing);

        assertThat(err.toString().lines())
                .containsExactly(
                        "linernotes probe: %s/ is a folder: name the files in it, such as %s/*.mp3."
                                .formatted(folder, folder),
                        "linernotes probe: There is no file " + missing + ".");
        assertThat(exit).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(service.asked).isEmpty();
    }

    @Test
    void asksForEverythingAboutModels() {
        execute("models", "list", "--json");
        execute("models", "pull", "openai/whisper-x", "--revision", "v2", "--set", "models.hub-url=http://127.0.0.1:1");
        execute("models", "import", folder.toString(), "--name", "mine");
        execute("models", "verify", "mine", folder.toString());
        execute("models", "build", "mine", "--precision", "fp32");

        assertThat(err.toString()).isEmpty();
        assertThat(service.asked)
                .extracting(RecordingService.Asked::work)
                .containsExactly("models list", "models pull", "models import", "models verify", "models build");
        PullModelRequest pull = (PullModelRequest) service.asked.get(1).request();
        assertThat(pull.name()).isEqualTo("openai/whisper-x");
        assertThat(pull.revision()).isEqualTo("v2");
        assertThat(pull.config().models().hubUrl()).isEqualTo("http://127.0.0.1:1");
        assertThat(((ImportModelRequest) service.asked.get(2).request()).name()).isEqualTo("mine");
        assertThat(((VerifyModelsRequest) service.asked.get(3).request()).models())
                .containsExactly("mine", folder.toString());
        assertThat(((BuildModelRequest) service.asked.get(4).request())
                        .config()
                        .asr()
                        .precision())
                .isEqualTo(Precision.FP32);
    }

    @Test
    void namesAnImportedSnapshotAsTheHubDoes() throws IOException {
        Path snapshot = Files.createDirectories(folder.resolve("models--openai--whisper-small.en/snapshots/abc"));

        execute("models", "import", snapshot.toString());

        assertThat(asked("models import", ImportModelRequest.class).name()).isEqualTo("openai/whisper-small.en");
    }

    @Test
    void asksForABenchmark() {
        execute("bench", "asr", "--dims", "base.en", "--windows", "16", "--batch", "4", "--task-threads", "2");

        BenchmarkRequest request = asked("bench", BenchmarkRequest.class);
        assertThat(request.size()).isEqualTo(AsrBenchmark.Size.BASE_EN);
        assertThat(request.effort()).isEqualTo(new AsrBenchmark.Effort(16, 4, true));
        assertThat(request.json()).isTrue();
    }

    @Test
    void asksForABenchmarkOfTheEmbedder() {
        execute("bench", "embedding", "--sentences", "40");

        assertThat(asked("bench embedding", EmbeddingBenchmarkRequest.class))
                .isEqualTo(new EmbeddingBenchmarkRequest(40, true));
    }

    @Test
    void refusesABenchmarkOfNothing() {
        assertThat(execute("bench", "asr", "--dims", "huge")).isEqualTo(25);
        assertThat(execute("bench", "asr", "--dims", "base.en", "--model", "x")).isEqualTo(25);
        assertThat(execute("bench", "asr", "--windows", "0")).isEqualTo(25);
        assertThat(execute("bench", "embedding", "--sentences", "0")).isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes bench asr: --dims must be tiny.en, base.en or small.en, not \"huge\".",
                        "linernotes bench asr: Give --dims or --model, not both.",
                        "linernotes bench asr: --windows must be at least 1, --task-threads 1 or 2.",
                        "linernotes bench embedding: --sentences must be at least 1.");
        assertThat(service.asked).isEmpty();
    }

    @Test
    void asksToEvaluateAgainstABaselineWithGates() {
        execute(
                "evaluate",
                "--run=" + folder,
                "--gold=" + folder,
                "--baseline=" + folder,
                "--gates=" + episode,
                "--output=scores");

        EvaluateRequest request = asked("evaluate", EvaluateRequest.class);
        assertThat(request.baseline()).isEqualTo(folder.toString());
        assertThat(request.gates()).isEqualTo(episode);
    }

    @Test
    void asksToCompareTwoRuns() {
        assertThat(execute("evaluate", "compare", folder.toString(), folder.toString(), "--items", "wer"))
                .isZero();

        assertThat(asked("compare", CompareRequest.class).metrics()).containsExactly("wer");
        assertThat(execute("evaluate", "compare", folder.toString(), "missing", "--items", "sparkle"))
                .isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes evaluate compare: There is no run missing.",
                        "linernotes evaluate compare: There is no metric named \"sparkle\".");
    }

    @Test
    void asksForASheetThatIsNotThereYet() {
        String sheet = folder.resolve("sheet.csv").toString();
        assertThat(execute("evaluate", "annotate", folder.toString(), "--sheet", sheet, "--episodes", "3"))
                .isZero();
        SheetRequest request = asked("sheet", SheetRequest.class);
        assertThat(request.sheet()).isEqualTo(sheet);
        assertThat(request.episodes()).isEqualTo(3);

        assertThat(execute("evaluate", "annotate", folder.toString(), "--sheet", episode, "--episodes", "0"))
                .isEqualTo(25);
        assertThat(execute("evaluate", "annotate", folder.toString())).isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes evaluate annotate: The sheet %s is there already; nothing is overwritten."
                                .formatted(episode),
                        "linernotes evaluate annotate: --episodes must be at least 1.",
                        "linernotes evaluate annotate: Give --sheet to write a sheet, or --labels to read sheets back.",
                        "Try 'linernotes evaluate annotate --help'.");
    }

    @Test
    void givesBackSheetsThatAreThere() {
        assertThat(execute(
                        "evaluate",
                        "annotate",
                        folder.toString(),
                        "--labels=" + episode,
                        "--labels=" + episode,
                        "--adjudicated=" + episode,
                        "--gold=gold"))
                .isZero();
        LabelsRequest request = asked("labels", LabelsRequest.class);
        assertThat(request.labels()).containsExactly(episode, episode);
        assertThat(request.adjudicated()).isEqualTo(episode);
        assertThat(request.gold()).isEqualTo("gold");

        assertThat(execute("evaluate", "annotate", folder.toString(), "--labels=none.csv", "--gold=" + episode))
                .isEqualTo(25);
        assertThat(execute("evaluate", "annotate", folder.toString(), "--labels=none.csv"))
                .isEqualTo(25);
        assertThat(execute("evaluate", "annotate", folder.toString(), "--sheet=new.csv", "--gold=gold"))
                .isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes evaluate annotate: There is no file none.csv.",
                        "linernotes evaluate annotate: The gold folder %s is not a folder.".formatted(episode),
                        "linernotes evaluate annotate: --labels needs --gold.",
                        "Try 'linernotes evaluate annotate --help'.",
                        "linernotes evaluate annotate: --adjudicated and --gold go with --labels.",
                        "Try 'linernotes evaluate annotate --help'.");
    }

    @Test
    void asksForTestVectorsWithoutARun() {
        assertThat(execute("evaluate", "vectors", folder.toString())).isZero();

        assertThat(asked("vectors", VectorsRequest.class).folder()).isEqualTo(folder.toString());
    }

    @Test
    void refusesToEvaluateNothing() {
        assertThat(execute("evaluate", "--gold", folder.toString())).isEqualTo(25);
        assertThat(execute("evaluate", "vectors", "missing")).isEqualTo(25);

        assertThat(errorLines())
                .containsExactly(
                        "linernotes evaluate: The options --run and --gold are both needed.",
                        "Try 'linernotes evaluate --help'.",
                        "linernotes evaluate vectors: There is no vector folder missing.");
    }

    @Test
    void leavesUrlsAndPatternsToWhoeverReadsThem() {
        execute(
                "run",
                "--input",
                "https://example.org/feed.xml",
                "hdfs://node/audio",
                "audio/*.mp3",
                "--output",
                "s3a://b/o");

        assertThat(asked("run", RunRequest.class).inputs()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void endsAsTheServiceEnds(ExitCode ending) {
        service.ending = ending;

        assertThat(execute("demo")).isEqualTo(ending.number());
    }

    @Test
    void refusesAMissingInputInOneSentenceAndCreatesNothing() throws IOException {
        Path output = folder.resolve("out");

        int exit = execute("run", "--input", "missing.mp3", "--output", output.toString());

        assertThat(exit).isEqualTo(25);
        assertThat(errorLines()).containsExactly("linernotes run: There is no input missing.mp3.");
        assertThat(service.asked).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(Path.of(episode));
        }
    }

    @Test
    void reportsEveryWrongPathAtOnce() {
        int exit = execute("run", "--input", "no.mp3", "no.m4b", "--output", episode, "--gold", "none", "--run", "a/b");

        assertThat(exit).isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes run: There is no input no.mp3.",
                        "linernotes run: There is no input no.m4b.",
                        "linernotes run: The output " + episode + " is not a folder.",
                        "linernotes run: There is no gold folder none.",
                        "linernotes run: A run id has 1 to 64 letters, digits, dots, hyphens or underscores.");
    }

    @Test
    void refusesAWrongSettingInOneSentence() {
        int exit = execute("run", "--input", episode, "--output", "out", "--engine", "gpt");

        assertThat(exit).isEqualTo(25);
        assertThat(errorLines()).containsExactly("linernotes run: engine must be offline or llm, not \"gpt\" (--set).");
    }

    @Test
    void refusesAWrongFlagWithTheNearestOne() {
        int exit = execute("run", "--input", episode, "--output", "out", "--engin", "llm");

        assertThat(exit).isEqualTo(25);
        assertThat(errorLines())
                .containsExactly(
                        "linernotes run: Unknown options: '--engin', 'llm'",
                        "Possible solutions: --engine",
                        "Try 'linernotes run --help'.");
    }

    @Test
    void refusesAMissingFlagAndAnUnknownCommand() {
        assertThat(execute("run", "--input", episode)).isEqualTo(25);
        assertThat(err.toString()).startsWith("linernotes run: Missing required option: '--output=FOLDER'");

        assertThat(execute("transcrbe")).isEqualTo(25);
        assertThat(err.toString()).contains("transcribe");
    }

    @Test
    void saysWhatToDoWithoutACommand() {
        assertThat(execute()).isEqualTo(25);
        assertThat(err.toString()).contains("Missing required subcommand").contains("Try 'linernotes --help'.");
    }

    @Test
    void showsForeseenFailuresAsOneSentenceWithTheirExitCode() {
        service.failure = new IllegalStateException(
                "wrapped by Spark", new EnrichmentException(ErrorCode.RUN_LOCKED, "Another process holds the run."));

        assertThat(execute("demo")).isEqualTo(26);
        assertThat(errorLines()).containsExactly("linernotes demo: Another process holds the run.");
    }

    @Test
    void tellsAFullDiskEvenFromTheTextOfAFailedTask() {
        service.failure =
                new IllegalStateException("Job aborted: task 3 failed: java.io.IOException: No space left on device");

        assertThat(execute("demo")).isEqualTo(27);
        assertThat(errorLines()).containsExactly("linernotes demo: No space is left on a disk that the work needs.");
    }

    @Test
    void keepsTheMessageOfAnUnforeseenFailureOffTheScreen() {
        service.failure = new IllegalStateException("transcript text");

        assertThat(execute("demo")).isEqualTo(31);
        assertThat(errorLines())
                .containsExactly("linernotes demo: Internal error: IllegalStateException; the log has the details.");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void givesEveryErrorAnExitCodeOfFailure(ErrorCode code) {
        assertThat(Failures.exitCode(code).number()).isBetween(20, 32);
    }

    @Test
    void printsItsVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).matches("Linernotes \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void listsCommandsAndExitCodesInItsHelp() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("run", "transcribe", "enrich", "evaluate", "probe", "models", "bench", "demo")
                .contains("Exit codes:");
        for (ExitCode code : ExitCode.values()) {
            assertThat(out.toString()).contains(String.valueOf(code.number()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "transcribe",
                "enrich",
                "evaluate",
                "evaluate compare",
                "evaluate annotate",
                "probe",
                "demo",
                "models list",
                "models pull",
                "models import",
                "models verify",
                "models build",
                "bench asr"
            })
    void explainsEachCommandWithAnExample(String command) {
        assertThat(execute((command + " --help").split(" "))).isZero();
        assertThat(out.toString())
                .startsWith("Usage: linernotes " + command)
                .contains("Examples:")
                .contains("--config")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "bench"})
    void explainsCommandsOfSeveralWords(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: linernotes " + command + " ")
                .contains("Commands:")
                .contains("Examples:");
        assertThat(execute(command)).isEqualTo(25);
        assertThat(err.toString()).contains("Missing required subcommand", "Try 'linernotes " + command + " --help'.");
    }

    private int execute(String... arguments) {
        CommandLine line = LinernotesCommand.create(service);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        return line.execute(arguments);
    }

    private List<String> errorLines() {
        return err.toString().lines().toList();
    }

    private <T extends Record> T asked(String work, Class<T> type) {
        assertThat(service.asked).extracting(RecordingService.Asked::work).containsExactly(work);
        return type.cast(service.asked.get(0).request());
    }
}
