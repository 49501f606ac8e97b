package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.jobs.DemoTranscripts;
import io.linernotes.jobs.app.Duck;
import io.linernotes.jobs.table.RunTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key and what was said leave traces only where they belong, however much is logged, and however much a service repeats
 * of both in its errors. A third word that stands in the settings must be found in all the places that are searched.
 */
@Timeout(300)
class CanaryIT {
    private static final String KEY = "sk-canary-4711-0815";
    /** The smallest of all texts, so that it is among the statistics that Parquet's writer logs. */
    private static final String SAID = "Aardvark-4711-canary";

    private static final String PLANTED = "planted-4711";
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Path PRICES =
            Path.of("src", "test", "resources", "prices.json").toAbsolutePath();
    private static final String LOGGING = """
            status = error
            rootLogger.level = debug
            rootLogger.appenderRef.console.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.target = SYSTEM_ERR
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss} %p %c: %m%n%xEx
            """;
    /** What Spark's user interface shows as JSON, after the name of the application. */
    private static final List<String> SHOWN = List.of(
            "/jobs",
            "/stages?details=true&withSummaries=true",
            "/allexecutors",
            "/environment",
            "/storage/rdd",
            "/sql?details=true&planDescription=true&length=1000");

    @TempDir
    Path folder;

    private volatile @Nullable Throwable lookFailure;

    private final AtomicInteger arrived = new AtomicInteger();
    private final StubLlmServer server = StubLlmServer.behaving(this::reply);

    @Test
    void theKeyAndWhatWasSaidAreFoundNowhereElse() throws Exception {
        Path output = folder.resolve("out");
        int exit;
        try (server;
                Child run = Child.start(command(output), environment(), folder.resolve("log"))) {
            exit = run.await(LIMIT);
        }

        assertThat(lookFailure).isNull();
        assertThat(exit).as("the key was refused in the end").isEqualTo(23);
        assertThat(server.requests()).hasSize(7).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("authorization", "Bearer " + KEY);
            assertThat(request.body().toString()).contains(SAID);
        });
        assertThat(Duck.number(output, "select count(*) from {segments} where text like '" + SAID + "%'"))
                .isEqualTo(1);

        Path run = output.resolve("run=" + PLANTED);
        List<Path> places = List.of(
                folder.resolve("log"),
                folder.resolve("events"),
                folder.resolve("shown"),
                run.resolve("run.json"),
                run.resolve("report.html"));
        for (Path place : places) {
            assertThat(filesWith(PLANTED, place))
                    .as("negative control: %s", place)
                    .isNotEmpty();
            assertThat(filesWith(SAID, place)).isEmpty();
        }
        assertThat(filesWith(KEY, folder)).containsExactly(folder.resolve("key"));
        assertThat(filesWith(SAID, output)).allMatch(file -> file.startsWith(output.resolve(".ledger")));
        for (RunTable table : RunTable.values()) {
            if (table != RunTable.SEGMENTS) {
                String rows = "select count(*) from {%s} t where t::varchar like '%%%s%%'";
                assertThat(Duck.number(output, rows.formatted(table.folder(), SAID)))
                        .as(table.folder())
                        .isZero();
                assertThat(Duck.number(output, rows.formatted(table.folder(), KEY)))
                        .as(table.folder())
                        .isZero();
            }
        }
    }

    /** Errors that repeat what they were sent: an answer that is no JSON, a crash, a page, a refusal, a wrong key. */
    private Reply reply(Request request) {
        String echo = "Bearer " + KEY + " " + SAID + " keeps a secret";
        String error = "{\"error\":{\"message\":\"" + echo + "\",\"type\":\"" + SAID + "\",\"code\":\"" + SAID + "\"}}";
        return switch (arrived.incrementAndGet()) {
            case 1, 2 -> StubLlmServer.content("{\"chapters\": [" + echo);
            case 3 -> StubLlmServer.status(500, error, "x-request-id", "one");
            case 4 -> StubLlmServer.status(200, "<html>" + echo + "</html>", "Content-Type", "text/html");
            case 6 -> StubLlmServer.status(400, error, "Content-Type", "application/json");
            case 7 -> {
                look();
                yield StubLlmServer.status(401, error, "Content-Type", "application/json");
            }
            default -> StubLlmServer.content(new SensibleModel().apply(request.body()));
        };
    }

    /** Writes down what Spark shows of itself while the run is under way. */
    private void look() {
        try {
            Matcher port = Pattern.compile("service 'SparkUI' on port (\\d+)")
                    .matcher(Files.readString(folder.resolve("log")));
            assertThat(port.find()).isTrue();
            String api = "http://127.0.0.1:" + port.group(1) + "/api/v1/applications";
            String applications = text(api);
            Matcher id = Pattern.compile("\"id\" : \"([^\"]+)\"").matcher(applications);
            assertThat(id.find()).isTrue();
            Path shown = Files.createDirectory(folder.resolve("shown"));
            for (String page : SHOWN) {
                Files.writeString(shown.resolve(page.replaceAll("\\W+", "-")), text(api + "/" + id.group(1) + page));
            }
        } catch (IOException | AssertionError e) {
            lookFailure = e;
        }
    }

    private static String text(String address) throws IOException {
        try {
            var reply = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            assertThat(reply.statusCode()).as(address).isEqualTo(200);
            return reply.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Map<String, String> environment() throws IOException {
        Path logging = Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        return Map.of(
                "LINERNOTES_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile=" + logging.toUri());
    }

    private List<String> command(Path output) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), KEY);
        Path transcripts = Files.createDirectory(folder.resolve("transcripts"));
        DemoTranscripts.write(transcripts, 2);
        try (Stream<Path> files = Files.list(transcripts)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        file,
                        "09:00.000 --> 09:04.000\n" + SAID + " keeps a secret under the seventh stair.\n",
                        StandardOpenOption.APPEND);
            }
        }
        List<String> command = new ArrayList<>(List.of(
                Distribution.built().launcher().toString(),
                "enrich",
                "--input",
                transcripts.toString(),
                "--output",
                output.toString(),
                "--run",
                PLANTED,
                "--engine",
                "llm",
                "--master",
                "local[1]"));
        for (String setting : List.of(
                "llm.base-url=" + server.baseUrl(),
                "llm.model=stub",
                "llm.api-key-file=" + key,
                "llm.max-attempts=2",
                "llm.tokens-per-minute=100000000",
                "budget.prices-file=" + PRICES,
                "spark.conf.spark.planted=" + PLANTED,
                "spark.conf.spark.logConf=true",
                "spark.conf.spark.sql.shuffle.partitions=2",
                "spark.conf.spark.ui.enabled=true",
                "spark.conf.spark.ui.port=0",
                "spark.conf.spark.eventLog.enabled=true",
                "spark.conf.spark.eventLog.compress=false",
                "spark.conf.spark.eventLog.dir="
                        + Files.createDirectory(folder.resolve("events")).toUri())) {
            command.addAll(List.of("--set", setting));
        }
        return command;
    }

    /** Files that hold a word, in a folder or as the file itself. */
    private static List<Path> filesWith(String word, Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, word))
                    .toList();
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
