package io.linernotes.jobs.spark;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.whisper.WhisperModels;
import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.offline.OfflineNotesEngine;
import io.linernotes.jobs.config.LinernotesConfig;

/** Which implementation serves which contract: the one place that knows both. */
final class ServicesModule extends AbstractModule {
    private final LinernotesConfig config;

    ServicesModule(LinernotesConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().disableCircularProxies();
        bind(ExecutorServices.class);
        // A new one for every recording: it adapts to what it hears.
        bind(VoiceActivityDetector.class).toProvider(SpectralVoiceActivityDetector::new);
    }

    @Provides
    @Singleton
    AudioDecoder decoder() {
        return new LibavAudioDecoder(config.decoding());
    }

    @Provides
    @Singleton
    SpeechRecognizer recognizer() {
        return WhisperModels.open(config.asr());
    }

    @Provides
    @Singleton
    SentenceEmbedder embedder() {
        return new MiniLmEmbedder();
    }

    @Provides
    @Singleton
    NotesEngine notesEngine(Provider<SentenceEmbedder> embedder) {
        return switch (config.engine()) {
            case OFFLINE -> new OfflineNotesEngine(embedder.get());
            case LLM -> llmEngine(embedder.get());
        };
    }
}
