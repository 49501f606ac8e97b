package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.failure.EnrichmentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of the sheets that people gave back.
 *
 * @param annotators by name
 * @param rows that the episodes on their sheets have
 * @param unlabelled how many of these nobody labelled
 * @param agreement before anybody decides; empty with one annotator
 * @param open rows on which annotators differ and nobody has decided
 * @param adjudication a sheet of these rows, as CSV
 * @param waiting episodes that have such rows: they are not gold yet
 * @param incomplete episodes without open rows whose chapters or topics are left out, since not all are labelled
 * @param gold episodes that became gold
 */
public record Annotations(
        List<String> annotators,
        int rows,
        int unlabelled,
        List<Agreement> agreement,
        int open,
        String adjudication,
        int waiting,
        int incomplete,
        List<AnnotatedEpisode> gold) {
    private static final String NO_COLUMN = "";

    /**
     * Reads sheets back.
     *
     * @param episodes of the run that the sheets ask about
     * @param files one per annotator
     * @param adjudicated a sheet whose answers hold whatever the others say; null when nobody decided yet
     * @throws EnrichmentException {@code GOLD_INVALID} with every problem of every sheet, one a line
     */
    public static Annotations read(
            List<NotedEpisode> episodes, List<LabelFile> files, @Nullable LabelFile adjudicated) {
        SheetProblems problems = new SheetProblems();
        Map<String, NotedEpisode> byName =
                episodes.stream().collect(Collectors.toMap(NotedEpisode::name, Function.identity()));
        Map<String, SheetRow> known = episodes.stream()
                .flatMap(episode -> SheetRows.of(episode).stream())
                .collect(Collectors.toMap(SheetRow::id, Function.identity()));
        List<LabelSheet> sheets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LabelFile file : files) {
            if (!names.add(file.annotator())) {
                problems.add("Two sheets are of \"%s\": each annotator has one.".formatted(file.annotator()));
            }
            sheets.add(SheetReader.read(file, byName, known, NO_COLUMN, problems));
        }
        sheets.sort(Comparator.comparing(LabelSheet::annotator));
        Labels labels = new Labels(episodes, sheets);
        if (adjudicated != null) {
            known.putAll(labels.byId());
            labels.decide(SheetReader.read(adjudicated, byName, known, SheetColumns.ANSWERS, problems));
        }
        problems.check();
        Annotations annotations = of(labels, problems);
        problems.check();
        return annotations;
    }

    /** Who labelled how much, and how far they agree: lines for people. */
    public String text() {
        return AnnotationText.of(this);
    }

    private static Annotations of(Labels labels, SheetProblems problems) {
        List<AnnotatedEpisode> gold = new ArrayList<>();
        int waiting = 0;
        int incomplete = 0;
        for (NotedEpisode episode : labels.episodes()) {
            if (labels.rows(episode).stream().anyMatch(labels::isOpen)) {
                waiting++;
                continue;
            }
            if (!labels.isComplete(episode, RowKind.CHAPTER) || !labels.isComplete(episode, RowKind.TOPIC)) {
                incomplete++;
            }
            AnnotatedEpisode made = new GoldMaker(labels, episode, problems).make();
            if (made != null) {
                gold.add(made);
            }
        }
        List<SheetRow> asked = labels.asked();
        List<SheetRow> open = labels.open();
        return new Annotations(
                labels.annotators(),
                asked.size(),
                (int) asked.stream()
                        .filter(row -> labels.answers(row).isEmpty())
                        .count(),
                labels.annotators().size() < 2 ? List.of() : Agreement.of(labels),
                open.size(),
                SheetWriter.write(open, labels.describe(open)),
                waiting,
                incomplete,
                gold);
    }
}
