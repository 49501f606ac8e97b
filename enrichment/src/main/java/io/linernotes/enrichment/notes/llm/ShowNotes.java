package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bullet for each chapter: when it starts, as a link into the recording, its title, and what is said in it. */
final class ShowNotes {
    private ShowNotes() {}

    /** Null when nothing is said of any chapter. */
    static @Nullable Summary of(List<Chapter> chapters, Map<Integer, Claim> chapterNotes) {
        List<String> bullets = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (Chapter chapter : chapters) {
            Claim claim = chapterNotes.get(chapter.index());
            if (claim == null && chapter.summary() != null) {
                claim = new Claim(chapter.summary(), chapter.grounding());
            }
            String heading = "- [%s](#t=%d) **%s**"
                    .formatted(
                            clock(chapter.range().startMs()),
                            chapter.range().startMs() / 1_000,
                            Markdown.escaped(chapter.title()));
            bullets.add(claim == null ? heading : heading + ": " + Markdown.escaped(claim.text()));
            if (claim != null) {
                claims.add(claim);
            }
        }
        return claims.isEmpty() ? null : new Summary(SummaryKind.SHOW_NOTES, String.join("\n", bullets), claims);
    }

    private static String clock(long ms) {
        Duration time = Duration.ofMillis(ms);
        return time.toHours() > 0
                ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutesPart(), time.toSecondsPart());
    }
}
