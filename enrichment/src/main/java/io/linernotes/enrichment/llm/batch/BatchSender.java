package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.llm.LlmBatches;
import io.linernotes.enrichment.llm.Pause;
import io.linernotes.enrichment.llm.batch.Submission.Accepted;
import io.linernotes.enrichment.llm.batch.Submission.Refused;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Decision.Granted;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests over in batches and writes what comes of each into the ledger: an entry that names the batch before it
 * leaves, and one that ends it. What is not answered in time, or not at all, is left to those who ask one by one.
 */
public final class BatchSender {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
    /** Half of what services take, or less. */
    private static final int MOST_REQUESTS = 20_000;

    private static final long MOST_BYTES = 64L << 20;
    /** How long a service may take to stop what it was told to stop. */
    private static final Duration STOPPING = Duration.ofMinutes(10);

    private static final int SEARCHES = 5;

    private final BatchEndpoint endpoint;
    private final Ledger ledger;
    private final String folder;
    private final LlmBatches limits;
    private final Clock clock;
    private final Pause pause;

    /**
     * A sender.
     *
     * @param folder of the ledger, where this run writes
     * @param pause lets time pass between two looks at a service
     */
    public BatchSender(
            BatchEndpoint endpoint, Ledger ledger, String folder, LlmBatches limits, Clock clock, Pause pause) {
        this.endpoint = endpoint;
        this.ledger = ledger;
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Hands requests over, and waits for their answers.
     *
     * @param requests with different keys
     * @return how many were answered
     */
    public int send(List<AwaitedRequest> requests) throws InterruptedException {
        List<OpenBatch> open = new ArrayList<>();
        for (List<AwaitedRequest> part : parts(requests)) {
            OpenBatch batch = submit(part);
            if (batch != null) {
                open.add(batch);
            }
        }
        return await(open);
    }

    /**
     * Goes on with batches of a run that ended before they did: they were paid for, or will be.
     *
     * @param unfinished the entries of their requests, by our name for the batch; claims of these are open at the desk
     * @return how many were answered
     */
    public int takeUp(Map<String, List<LedgerEntry>> unfinished) throws InterruptedException {
        List<OpenBatch> open = new ArrayList<>();
        for (Map.Entry<String, List<LedgerEntry>> batch : unfinished.entrySet()) {
            BatchRequests requests = new BatchRequests(ledger, folder, clock, batch.getValue());
            OpenBatch found = located(batch.getKey(), requests, search(batch.getKey(), requests));
            if (found != null) {
                open.add(found);
            }
        }
        return await(open);
    }

    private static List<List<AwaitedRequest>> parts(List<AwaitedRequest> requests) {
        Map<String, List<AwaitedRequest>> byModel = new LinkedHashMap<>();
        requests.forEach(request -> byModel.computeIfAbsent(request.model(), any -> new ArrayList<>())
                .add(request));
        List<List<AwaitedRequest>> parts = new ArrayList<>();
        for (List<AwaitedRequest> all : byModel.values()) {
            List<AwaitedRequest> part = new ArrayList<>();
            long bytes = 0;
            for (AwaitedRequest request : all) {
                long length = request.body().getBytes(StandardCharsets.UTF_8).length;
                if (!part.isEmpty() && (part.size() == MOST_REQUESTS || bytes + length > MOST_BYTES)) {
                    parts.add(part);
                    part = new ArrayList<>();
                    bytes = 0;
                }
                part.add(request);
                bytes += length;
            }
            parts.add(part);
        }
        return parts;
    }

    /** Null when there is nothing to wait for. */
    private @Nullable OpenBatch submit(List<AwaitedRequest> requests) throws InterruptedException {
        String name = null;
        List<LedgerEntry> intents = new ArrayList<>();
        List<BatchRequest> bodies = new ArrayList<>();
        for (AwaitedRequest request : requests) {
            Decision decision = ledger.desk().claim(request.claim());
            // What is refused now is refused again where it is asked alone, and told there.
            if (decision instanceof Granted granted) {
                name = name == null ? name(granted.claim(), request.claim().key()) : name;
                LedgerEntry intent = LedgerEntry.intent(
                                request.claim(),
                                granted.claim(),
                                clock.instant(),
                                request.model(),
                                ledger.tariff().currency())
                        .inBatch(name);
                ledger.segments().in(folder).append(intent);
                intents.add(intent);
                bodies.add(new BatchRequest(request.claim().key(), request.body()));
            }
        }
        if (name == null) {
            return null;
        }
        LOG.info(
                "Batch {}: {} requests of {}",
                name,
                bodies.size(),
                requests.get(0).model());
        Submission submission = endpoint.submit(name, bodies);
        BatchRequests open = new BatchRequests(ledger, folder, clock, intents);
        return located(name, open, submission instanceof Submission.Unknown ? search(name, open) : submission);
    }

    /** Grants are numbered in each output; the key keeps apart those of two outputs. */
    private static String name(String grant, String key) {
        return "linernotes-%s-%s".formatted(grant, key.substring(0, 12));
    }

    private @Nullable OpenBatch located(String name, BatchRequests requests, Submission submission) {
        if (submission instanceof Accepted accepted) {
            return new OpenBatch(name, accepted.id(), requests);
        }
        if (submission instanceof Refused refused) {
            LOG.warn("Batch {} was not taken: {}. Its requests are sent one by one.", name, refused.code());
            requests.endAll(Kind.FAILURE, refused.code());
        } else {
            LOG.warn("Batch {} may have been taken or not: its requests are in doubt.", name);
            requests.endAll(Kind.INDOUBT, ErrorCode.LLM_IN_DOUBT);
        }
        return null;
    }

    /** Until it is known whether the service has the batch, within the deadline of a wave. */
    private Submission search(String name, BatchRequests requests) throws InterruptedException {
        Instant end = clock.instant().plus(limits.deadline());
        for (int failures = 0; failures < SEARCHES && !clock.instant().isAfter(end); ) {
            try {
                Submission found = endpoint.find(name, requests.keys());
                if (!(found instanceof Submission.Unknown)) {
                    return found;
                }
            } catch (EnrichmentException e) {
                failures++;
                LOG.warn("Batch {} cannot be looked for: {}", name, e.code());
            }
            pause.pause(limits.poll());
        }
        return new Submission.Unknown();
    }

    private int await(Collection<OpenBatch> batches) throws InterruptedException {
        Instant end = clock.instant().plus(limits.deadline());
        List<OpenBatch> open = new ArrayList<>(batches);
        int answered = 0;
        while (!open.isEmpty()) {
            pause.pause(limits.poll());
            Instant now = clock.instant();
            for (OpenBatch batch : List.copyOf(open)) {
                if (isMerged(batch)) {
                    open.remove(batch);
                } else if (now.isAfter(end.plus(STOPPING))) {
                    LOG.warn("Batch {} did not end: its requests are in doubt.", batch.name);
                    batch.requests.endAll(Kind.INDOUBT, ErrorCode.LLM_IN_DOUBT);
                    open.remove(batch);
                } else if (now.isAfter(end) && !batch.cancelled) {
                    cancel(batch);
                }
                if (!open.contains(batch)) {
                    answered += batch.requests.answered();
                }
            }
        }
        return answered;
    }

    /** Whether the batch is over and all that came of it is written down. */
    private boolean isMerged(OpenBatch batch) {
        try {
            BatchState state = endpoint.state(batch.id);
            if (state == BatchState.RUNNING) {
                return false;
            }
            endpoint.results(batch.id, batch.requests::end);
            batch.requests.endAll(
                    state == BatchState.ENDED ? Kind.INDOUBT : Kind.FAILURE,
                    state == BatchState.ENDED ? ErrorCode.LLM_IN_DOUBT : ErrorCode.LLM_UNAVAILABLE);
            LOG.info("Batch {}: {} answers", batch.name, batch.requests.answered());
            return true;
        } catch (EnrichmentException e) {
            // Asked again until the deadline: what is paid for is worth the patience.
            LOG.warn("Batch {} cannot be read: {}", batch.name, e.code());
            return false;
        }
    }

    private void cancel(OpenBatch batch) {
        LOG.warn("Batch {} takes too long and is cancelled.", batch.name);
        batch.cancelled = true;
        try {
            endpoint.cancel(batch.id);
        } catch (EnrichmentException e) {
            LOG.warn("Batch {} could not be cancelled: {}", batch.name, e.code());
        }
    }

    private static final class OpenBatch {
        private final String name;
        private final String id;
        private final BatchRequests requests;
        private boolean cancelled;

        OpenBatch(String name, String id, BatchRequests requests) {
            this.name = name;
            this.id = id;
            this.requests = requests;
        }
    }
}
