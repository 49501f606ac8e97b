package io.linernotes.jobs.spark;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Stage;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.llm.CallPlanner;
import io.linernotes.evaluation.judge.Judge;
import io.linernotes.evaluation.score.Scorer;
import io.linernotes.jobs.config.LinernotesConfig;
import jakarta.inject.Provider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The services of one JVM: decoder, recogniser and engine live once per executor and are shared by its tasks. Spark
 * functions carry only the configuration; they ask here for the rest.
 */
public final class ExecutorServices {
    private static final ConcurrentHashMap<LinernotesConfig, ExecutorServices> BY_CONFIG = new ConcurrentHashMap<>();

    private final AudioDecoder decoder;
    private final Function<BooleanSupplier, AudioDecoder> isolatedDecoders;
    private final Provider<VoiceActivityDetector> detectors;
    private final Provider<SpeechRecognizer> recognizer;
    private final Provider<NotesEngine> notesEngine;
    private final Provider<CallPlanner> planner;
    private final Provider<Judge> judge;
    private final Provider<Scorer> scorer;
    private final Provider<AwaitedNotes> awaitedNotes;

    // Providers, because a run that needs no model must not load one.
    @Inject
    ExecutorServices(
            AudioDecoder decoder,
            Function<BooleanSupplier, AudioDecoder> isolatedDecoders,
            Provider<VoiceActivityDetector> detectors,
            Provider<SpeechRecognizer> recognizer,
            Provider<NotesEngine> notesEngine,
            Provider<CallPlanner> planner,
            Provider<Judge> judge,
            Provider<Scorer> scorer,
            Provider<AwaitedNotes> awaitedNotes) {
        this.decoder = decoder;
        this.isolatedDecoders = isolatedDecoders;
        this.detectors = detectors;
        this.recognizer = recognizer;
        this.notesEngine = notesEngine;
        this.planner = planner;
        this.judge = judge;
        this.scorer = scorer;
        this.awaitedNotes = awaitedNotes;
    }

    /** The services for a configuration; built when first asked for. */
    public static ExecutorServices of(LinernotesConfig config) {
        return BY_CONFIG.computeIfAbsent(
                config,
                key -> Guice.createInjector(Stage.DEVELOPMENT, new ServicesModule(key))
                        .getInstance(ExecutorServices.class));
    }

    public AudioDecoder decoder() {
        return decoder;
    }

    /**
     * A decoder that survives what it decodes.
     *
     * @param cancelled asked often; once true, decoding ends
     */
    public AudioDecoder isolatedDecoder(BooleanSupplier cancelled) {
        return isolatedDecoders.apply(cancelled);
    }

    /** A detector for one recording; the caller closes it. */
    public VoiceActivityDetector newDetector() {
        return detectors.get();
    }

    /** Loads the speech model when first asked for. */
    public SpeechRecognizer recognizer() {
        return recognizer.get();
    }

    /** Says what an engine with a language model would ask. */
    public CallPlanner planner() {
        return planner.get();
    }

    /** Asks the configured language model what it thinks of notes. */
    public Judge judge() {
        return judge.get();
    }

    /** Loads what compares meanings when first asked for. */
    public Scorer scorer() {
        return scorer.get();
    }

    /**
     * The first request that notes wait for, sending nothing.
     *
     * @return null when everything is answered, or cannot be
     */
    public @Nullable AwaitedRequest awaited(NotesRequest request) {
        return awaitedNotes.get().first(request);
    }

    /** Loads the engine and what it needs when first asked for. */
    public NotesEngine notesEngine() {
        return notesEngine.get();
    }
}
