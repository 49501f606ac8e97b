package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.timeline.TimeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes notes without a language model: chapters by change of subject, titles and topics by key phrases and a
 * taxonomy, summaries and quotes word for word. The same request gives the same notes.
 */
public final class OfflineNotesEngine implements NotesEngine {
    private final SentenceEmbedder embedder;
    private final TopicFinder topics;

    /** With {@link OfflineConfig#DEFAULTS}. */
    public OfflineNotesEngine(SentenceEmbedder embedder) {
        this(embedder, OfflineConfig.DEFAULTS);
    }

    /**
     * Reads the taxonomy and embeds its labels.
     *
     * @param embedder used by this engine, owned by the caller
     * @throws EnrichmentException {@link ErrorCode#CONFIG_INVALID} when the taxonomy cannot be used
     */
    public OfflineNotesEngine(SentenceEmbedder embedder, OfflineConfig config) {
        this.embedder = embedder;
        Taxonomy taxonomy = config.taxonomy() == null ? Taxonomy.shipped() : Taxonomy.read(Path.of(config.taxonomy()));
        topics = new TopicFinder(taxonomy, embedder);
    }

    @Override
    public EpisodeNotes write(NotesRequest request) {
        Episode episode = Episode.of(request.sentences(), embedder);
        ChapterPlan plan = ChapterPlan.of(episode, request.creatorChapters());
        Casing casing = Casing.of(episode);
        KeyPhrases phrases = KeyPhrases.of(episode, casing, plan.spans());
        SentenceRanker ranker = new SentenceRanker(episode);
        List<Integer> highlights = highlights(plan.spans(), phrases, ranker);
        List<Chapter> chapters = chapters(
                episode,
                plan,
                TitleWriter.titles(plan.spans(), phrases, episode.isEnglish() ? " and " : ", "),
                highlights);
        return new EpisodeNotes(
                EngineKind.OFFLINE,
                chapters,
                topics.topics(episode, plan.spans(), phrases),
                new Summarizer(episode, ranker, phrases.ofEpisode()).summaries(chapters, highlights),
                new QuotePicker(episode, ranker).quotes(plan.spans()),
                EntityFinder.entities(episode, casing),
                List.of(),
                findings(plan));
    }

    /** For each chapter, the position of the sentence that says most about it. */
    private static List<Integer> highlights(List<Span> spans, KeyPhrases phrases, SentenceRanker ranker) {
        List<Integer> highlights = new ArrayList<>();
        for (int chapter = 0; chapter < spans.size(); chapter++) {
            highlights.addAll(ranker.best(spans.get(chapter), phrases.ofChapter(chapter), 1));
        }
        return highlights;
    }

    private static List<Chapter> chapters(
            Episode episode, ChapterPlan plan, List<TitleWriter.Title> titles, List<Integer> highlights) {
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            ChapterPlan.Part part = plan.parts().get(i);
            long endMs = i + 1 < titles.size()
                    ? episode.startMs(plan.parts().get(i + 1).span().from())
                    : episode.endMs(episode.size() - 1);
            TimeRange range = new TimeRange(episode.startMs(part.span().from()), endMs);
            chapters.add(chapter(i, range, episode.text(highlights.get(i)), part, titles.get(i), highlights.get(i)));
        }
        return chapters;
    }

    private static Chapter chapter(
            int index, TimeRange range, String summary, ChapterPlan.Part part, TitleWriter.Title title, int highlight) {
        EmbeddedChapter creator = part.creator();
        if (creator == null) {
            List<Integer> positions = new ArrayList<>(List.of(highlight));
            positions.addAll(title.positions());
            return new Chapter(
                    index, range, title.text(), summary, ChapterSource.GENERATED, null, Evidence.of(positions));
        }
        String own = TitleWriter.shortened(creator.title());
        return new Chapter(
                index,
                range,
                own.isEmpty() ? title.text() : own,
                summary,
                ChapterSource.CREATOR,
                creator.range().startMs(),
                Evidence.of(part.span()));
    }

    private static List<Finding> findings(ChapterPlan plan) {
        return plan.leftOut() == 0
                ? List.of()
                : List.of(new Finding(
                        ErrorCode.NO_SPEECH,
                        "%s of the creator's chapters hold no speech and were left out".formatted(plan.leftOut())));
    }
}
