package io.linernotes.jobs.spark;

import com.google.common.base.Suppliers;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.vad.SileroModel;
import io.linernotes.enrichment.asr.whisper.WhisperModels;
import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.isolated.IsolatedAudioDecoder;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.notes.llm.CallPlanner;
import io.linernotes.enrichment.notes.llm.FallbackNotesEngine;
import io.linernotes.enrichment.notes.llm.LlmNotesEngine;
import io.linernotes.enrichment.notes.llm.TaxonomyLabel;
import io.linernotes.enrichment.notes.offline.OfflineConfig;
import io.linernotes.enrichment.notes.offline.OfflineNotesEngine;
import io.linernotes.enrichment.notes.offline.Taxonomy;
import io.linernotes.evaluation.judge.Judge;
import io.linernotes.evaluation.score.Scorer;
import io.linernotes.jobs.claims.PluginDesk;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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
    }

    @Provides
    @Singleton
    AudioDecoder decoder() {
        return new LibavAudioDecoder(config.decoding());
    }

    /** Loaded once, however many detectors there are. */
    @Provides
    @Singleton
    Optional<SileroModel> sileroModel() {
        return Optional.ofNullable(config.speech().sileroModel()).map(Path::of).map(SileroModel::new);
    }

    /** A new one for every recording: it adapts to what it hears. */
    @Provides
    VoiceActivityDetector detector(Optional<SileroModel> silero) {
        return silero.map(SileroModel::detector).orElseGet(SpectralVoiceActivityDetector::new);
    }

    @Provides
    @Singleton
    Function<BooleanSupplier, AudioDecoder> isolatedDecoders() {
        return cancelled -> new IsolatedAudioDecoder(config.decoding(), cancelled);
    }

    @Provides
    @Singleton
    SpeechRecognizer recognizer() {
        return WhisperModels.open(config.asr(), config.models());
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
            case OFFLINE -> offlineEngine(embedder.get());
            case LLM ->
                config.llm().fallback().offline()
                        ? new FallbackNotesEngine(
                                llmEngine(embedder.get()), Suppliers.memoize(() -> offlineEngine(embedder.get())))
                        : llmEngine(embedder.get());
        };
    }

    @Provides
    @Singleton
    CallPlanner planner() {
        return new CallPlanner(new PromptCatalog(), labels(), config.llm());
    }

    private static List<TaxonomyLabel> labels() {
        return Taxonomy.shipped().labels().stream()
                .map(label -> new TaxonomyLabel(label.id(), label.label(), label.description()))
                .toList();
    }

    private static NotesEngine offlineEngine(SentenceEmbedder embedder) {
        return new OfflineNotesEngine(embedder, OfflineConfig.DEFAULTS);
    }

    @Provides
    @Singleton
    Judge judge() {
        return new Judge(client(), new PromptCatalog().prompt(PromptId.JUDGE), config.llm());
    }

    @Provides
    @Singleton
    Scorer scorer(SentenceEmbedder embedder) {
        return new Scorer(embedder);
    }

    private LlmClient client() {
        return new ProviderClient(config.llm(), PluginDesk.ledger());
    }

    @Provides
    @Singleton
    AwaitedNotes awaitedNotes(SentenceEmbedder embedder) {
        return new AwaitedNotes(llmEngine(ProviderClient.sendingNothing(config.llm(), PluginDesk.ledger()), embedder));
    }

    private NotesEngine llmEngine(SentenceEmbedder embedder) {
        return llmEngine(client(), embedder);
    }

    private NotesEngine llmEngine(LlmClient client, SentenceEmbedder embedder) {
        return new LlmNotesEngine(
                client,
                new PromptCatalog(),
                new EvidenceVerifier(embedder, EvidenceVerifier.MIN_SIMILARITY),
                labels(),
                config.llm());
    }
}
