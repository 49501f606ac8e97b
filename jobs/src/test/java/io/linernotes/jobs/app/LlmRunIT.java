package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.jobs.app.Application.Ending;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes from a language model, over real HTTP to a stub on loopback. */
class LlmRunIT {
    @TempDir
    Path output;

    @Test
    void fillsTheSameTablesAndAccountsForEveryRequest() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending ending = run(server);

            assertThat(ending.err()).isEmpty();
            assertThat(ending.exitCode()).isZero();
            assertThat(Duck.number(output, "select sum(attempts) from {llm_calls}"))
                    .isEqualTo(server.requests().size());
            assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                    .isEqualTo(3);
            assertThat(Duck.text(output, "select string_agg(distinct provenance.engine) from {chapters}"))
                    .isEqualTo("llm");
            assertNothingUnmarked();

            int requests = server.requests().size();
            assertThat(run(server).out()).contains("Nothing to do");
            assertThat(server.requests()).hasSize(requests);
        }
    }

    @Test
    void aProviderThatRefusesTheKeyDefersTheRecordings() throws Exception {
        try (StubLlmServer server = new StubLlmServer(request -> {
            throw new IllegalStateException("never asked");
        })) {
            StubLlmServer.Reply[] refusals = new StubLlmServer.Reply[30];
            Arrays.fill(refusals, StubLlmServer.status(401, "{\"error\":{\"message\":\"no such key\"}}"));
            server.script(refusals);

            Ending ending = run(server);

            assertThat(ending.exitCode()).isEqualTo(23);
            assertThat(
                            Duck.text(
                                    output,
                                    "select string_agg(distinct state || ' ' || code) from {failures} where state <> 'SKIPPED'"))
                    .isEqualTo("DEFERRED LLM_AUTH");
            assertThat(Duck.number(output, "select count(*) from {segments}")).isZero();
            assertThat(Duck.number(output, "select count(*) from {llm_calls}")).isPositive();
        }
    }

    private void assertNothingUnmarked() throws SQLException {
        for (String table : new String[] {"chapters", "topics", "quotes", "entities"}) {
            assertThat(Duck.number(output, "select count(*) from {" + table + "} where verified and len(evidence) = 0"))
                    .as(table)
                    .isZero();
            assertThat(Duck.number(output, "select count(*) from {" + table + "} where not verified and doubt is null"))
                    .as(table)
                    .isZero();
        }
    }

    private Ending run(StubLlmServer server) {
        return Application.execute(
                "run",
                "--input",
                Path.of("src", "main", "resources", "demo").toAbsolutePath().toString(),
                "--output",
                output.toString(),
                "--engine",
                "llm",
                "--set",
                "llm.base-url=" + server.baseUrl(),
                "--set",
                "llm.model=stub");
    }
}
