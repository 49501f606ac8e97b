package io.linernotes.jobs.spark;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Stage;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.jobs.config.LinernotesConfig;
import jakarta.inject.Provider;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The services of one JVM: decoder, recogniser and engine live once per executor and are shared by its tasks. Spark
 * functions carry only the configuration; they ask here for the rest.
 */
public final class ExecutorServices {
    private static final ConcurrentHashMap<LinernotesConfig, ExecutorServices> BY_CONFIG = new ConcurrentHashMap<>();

    private final AudioDecoder decoder;
    private final Provider<SpeechRecognizer> recognizer;
    private final Provider<NotesEngine> notesEngine;

    // Providers, because a run that needs no model must not load one.
    @Inject
    ExecutorServices(
            AudioDecoder decoder, Provider<SpeechRecognizer> recognizer, Provider<NotesEngine> notesEngine) {
        this.decoder = decoder;
        this.recognizer = recognizer;
        this.notesEngine = notesEngine;
    }

    /** The services for a configuration; built when first asked for. */
    public static ExecutorServices of(LinernotesConfig config) {
        return BY_CONFIG.computeIfAbsent(
                config, key -> Guice.createInjector(Stage.DEVELOPMENT, new ServicesModule(key))
                        .getInstance(ExecutorServices.class));
    }

    public AudioDecoder decoder() {
        return decoder;
    }

    /** Loads the speech model when first asked for. */
    public SpeechRecognizer recognizer() {
        return recognizer.get();
    }

    /** Loads the engine and what it needs when first asked for. */
    public NotesEngine notesEngine() {
        return notesEngine.get();
    }
}
