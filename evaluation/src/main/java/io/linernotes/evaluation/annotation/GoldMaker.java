package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.transcript.file.WebVtt;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldClaim;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes gold of an episode on which nothing is open. */
final class GoldMaker {
    private final Labels labels;
    private final NotedEpisode episode;
    private final SheetProblems problems;

    GoldMaker(Labels labels, NotedEpisode episode, SheetProblems problems) {
        this.labels = labels;
        this.episode = episode;
        this.problems = problems;
    }

    /** Null when nothing of it can become gold. */
    @Nullable
    AnnotatedEpisode make() {
        List<GoldChapter> chapters = labels.isComplete(episode, RowKind.CHAPTER) ? chapters() : List.of();
        List<String> topics =
                labels.isComplete(episode, RowKind.TOPIC) ? said(RowKind.TOPIC).toList() : List.of();
        String summary = said(RowKind.SUMMARY).findFirst().orElse(null);
        List<GoldClaim> claims = claims();
        if (chapters.isEmpty() && topics.isEmpty() && summary == null && claims.isEmpty()) {
            return null;
        }
        GoldItem item = new GoldItem(
                episode.name(),
                episode.show(),
                episode.title(),
                language(episode.output().language()),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "transcripts/" + episode.name() + ".vtt",
                episode.durationMs(),
                GoldTimes.MEASURED,
                List.of(),
                chapters,
                summary,
                topics,
                claims,
                null,
                List.of());
        return new AnnotatedEpisode(item, WebVtt.write(episode.sentences()));
    }

    private List<GoldChapter> chapters() {
        TreeMap<Long, GoldChapter> byStart = new TreeMap<>();
        for (SheetRow row : rows(RowKind.CHAPTER).toList()) {
            Answer answer = labels.settled(row);
            Integer place = answer == null ? null : answer.place(row, episode);
            if (answer == null || place == null) {
                continue;
            }
            long start = episode.sentences().get(place).range().startMs();
            String title = Objects.requireNonNullElse(answer.said(row), "");
            if (byStart.put(start, new GoldChapter(start, title, null)) != null) {
                problems.add("In %s, two chapters start at %s when all answers are put together: correct one of them."
                        .formatted(episode.name(), SheetTime.format(start)));
            }
        }
        return List.copyOf(byStart.values());
    }

    private List<GoldClaim> claims() {
        List<GoldClaim> claims = new ArrayList<>();
        rows(RowKind.CLAIM).forEach(row -> {
            Answer answer = labels.settled(row);
            if (answer != null) {
                claims.add(new GoldClaim(row.text(), verdict(answer)));
            }
        });
        return claims;
    }

    private static ClaimVerdict verdict(Answer answer) {
        return ClaimVerdict.named(RowKind.CLAIM.verdicts().get(answer.rating())).orElseThrow();
    }

    private Stream<String> said(RowKind kind) {
        return rows(kind)
                .flatMap(row -> Stream.ofNullable(labels.settled(row)).map(answer -> answer.said(row)))
                .filter(Objects::nonNull);
    }

    private Stream<SheetRow> rows(RowKind kind) {
        return labels.rows(episode).stream().filter(row -> row.kind() == kind);
    }

    /** Gold knows codes of two letters only. */
    private static @Nullable String language(@Nullable String code) {
        String primary = code == null ? "" : code.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
        return primary.matches("[a-z]{2}") ? primary : null;
    }
}
