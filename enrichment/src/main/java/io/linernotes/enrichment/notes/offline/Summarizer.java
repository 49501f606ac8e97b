package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes summaries out of the episode's own sentences: each is one claim, and its own evidence. */
final class Summarizer {
    private static final int LINE_CHARACTERS = 140;
    private static final int PARAGRAPH_MIN_WORDS = 60;
    private static final int PARAGRAPH_MAX_WORDS = 120;
    private static final int CANDIDATES = 24;

    private final Episode episode;
    private final SentenceRanker ranker;
    private final List<Phrase> phrases;

    /** @param phrases what the whole episode is about, best first */
    Summarizer(Episode episode, SentenceRanker ranker, List<Phrase> phrases) {
        this.episode = episode;
        this.ranker = ranker;
        this.phrases = phrases;
    }

    /**
     * All kinds of summary.
     *
     * @param highlights for each chapter, the position of the sentence that says most about it
     */
    List<Summary> summaries(List<Chapter> chapters, List<Integer> highlights) {
        List<Integer> candidates = ranker.best(new Span(0, episode.size()), phrases, CANDIDATES);
        return List.of(line(candidates), paragraph(candidates), showNotes(chapters, highlights));
    }

    /** The best sentence that is short enough; else what the episode is about, in key phrases. */
    private Summary line(List<Integer> candidates) {
        for (int position : candidates) {
            if (episode.text(position).length() <= LINE_CHARACTERS && ranker.quality(position) >= 0) {
                return summary(SummaryKind.LINE, List.of(position));
            }
        }
        return phraseLine(candidates.get(0));
    }

    private Summary phraseLine(int fallback) {
        StringBuilder text = new StringBuilder();
        List<Integer> positions = new ArrayList<>();
        for (Phrase phrase : phrases.subList(0, Math.min(3, phrases.size()))) {
            if (text.length() + phrase.text().length() + 2 <= LINE_CHARACTERS) {
                text.append(text.length() == 0 ? "" : ", ").append(phrase.text());
                positions.add(phrase.positions().get(0));
            }
        }
        if (text.length() == 0) {
            return summary(SummaryKind.LINE, List.of(fallback));
        }
        Claim claim = new Claim(text.toString(), Evidence.of(positions));
        return new Summary(SummaryKind.LINE, claim.text(), List.of(claim));
    }

    /** The best sentences until there are enough words, in the order they were spoken. */
    private Summary paragraph(List<Integer> candidates) {
        List<Integer> picked = new ArrayList<>();
        int words = 0;
        for (int position : candidates) {
            if (words < PARAGRAPH_MIN_WORDS && words + episode.words(position) <= PARAGRAPH_MAX_WORDS) {
                picked.add(position);
                words += episode.words(position);
            }
        }
        return summary(SummaryKind.PARAGRAPH, picked.stream().sorted().toList());
    }

    private Summary summary(SummaryKind kind, List<Integer> positions) {
        List<Claim> claims = positions.stream().map(this::claim).toList();
        return new Summary(kind, claims.stream().map(Claim::text).collect(Collectors.joining(" ")), claims);
    }

    private Claim claim(int position) {
        return new Claim(episode.text(position), Evidence.of(position));
    }

    private Summary showNotes(List<Chapter> chapters, List<Integer> highlights) {
        StringBuilder text = new StringBuilder();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < chapters.size(); i++) {
            Chapter chapter = chapters.get(i);
            Claim claim = claim(highlights.get(i));
            claims.add(claim);
            text.append("- [%s] **%s**: %s\n"
                    .formatted(clock(chapter.range().startMs()), escaped(chapter.title()), escaped(claim.text())));
        }
        return new Summary(SummaryKind.SHOW_NOTES, text.toString().strip(), claims);
    }

    private static String clock(long ms) {
        long seconds = ms / 1000;
        return seconds < 3600
                ? "%02d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** Text whose characters mean nothing to Markdown. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
    }
}
