package io.linernotes.jobs.run;

import com.google.common.collect.Iterators;
import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.RecordMapper;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The next request that the notes of each recording wait for: the engine is run on what the ledger answers, up to the first
 * question that it does not. {@link TranscribedRecording} rows to {@link AwaitedRequest}.
 */
final class AwaitedFunction implements FlatMapFunction<Iterator<Row>, AwaitedRequest> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<LinernotesConfig> config;
    private final Broadcast<Map<String, EpisodeMetadata>> metadata;

    AwaitedFunction(Broadcast<LinernotesConfig> config, Broadcast<Map<String, EpisodeMetadata>> metadata) {
        this.config = config;
        this.metadata = metadata;
    }

    @Override
    public Iterator<AwaitedRequest> call(Iterator<Row> rows) {
        RecordMapper<TranscribedRecording> from = RecordMapper.of(TranscribedRecording.class);
        return Iterators.filter(Iterators.transform(rows, row -> awaited(from.fromRow(row))), Objects::nonNull);
    }

    private @Nullable AwaitedRequest awaited(TranscribedRecording recording) {
        if (recording.transcript() == null) {
            return null;
        }
        SentencedTranscript sentenced = SentenceSplitter.split(recording.transcript());
        return sentenced.sentences().isEmpty()
                ? null
                : ExecutorServices.of(config.value()).awaited(NotesRequests.of(recording, sentenced, metadata.value()));
    }
}
