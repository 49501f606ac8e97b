package io.linernotes.jobs.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.score.ScoreSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler reads after a run: {@code run.json}. Counts are taken from the tables, not from counters on the way.
 *
 * @param schema version of this file's format
 * @param status {@code OK} or the name of the exit code
 * @param started ISO 8601, UTC
 * @param speechModel null when transcripts were imported
 * @param engine null when no notes were asked for
 * @param finishedEarlier inputs that an earlier run of the same output had finished
 * @param states inputs by state; their sum is the inventory
 * @param codes failures and warnings by code
 * @param audioMs decoded audio
 * @param speechMs of it, speech
 * @param coverage share of speech given to the recogniser; null without speech
 * @param speed audio time over wall-clock time of the whole run; null without audio
 * @param money where the money went; null when no requests to a language model were possible
 * @param rows by table
 * @param scores over all items with gold
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RunSummary(
        int schema,
        String run,
        String status,
        int exitCode,
        String started,
        String ended,
        Versions versions,
        @Nullable ModelIdentity speechModel,
        @Nullable String engine,
        int inventory,
        int finishedEarlier,
        Map<String, Long> states,
        Map<String, Long> codes,
        long audioMs,
        long speechMs,
        @Nullable Double coverage,
        @Nullable Double speed,
        CallCosts llm,
        @Nullable MoneySummary money,
        Map<String, Long> rows,
        List<ScoreSummary> scores) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** What the run was made with. */
    record Versions(String app, String spark, String java, String priceList) {}

    byte[] toJson() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write run.json", e);
        }
    }
}
