package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.annotation.LabelSheet.Addition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What several people say, side by side. A chapter that somebody misses becomes a row as well, which those who labelled
 * every chapter of the episode without missing it call wrong.
 */
final class Labels {
    private final Map<String, NotedEpisode> episodes = new LinkedHashMap<>();
    private final Map<String, List<SheetRow>> rows = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();
    private final Map<String, Map<String, Answer>> answers = new LinkedHashMap<>();
    private final Map<String, Answer> decisions = new LinkedHashMap<>();
    private final List<LabelSheet> sheets;

    /**
     * Puts sheets together.
     *
     * @param all episodes of the run
     * @param sheets one per annotator, by name
     */
    Labels(Collection<NotedEpisode> all, List<LabelSheet> sheets) {
        this.sheets = List.copyOf(sheets);
        for (NotedEpisode episode : all) {
            List<SheetRow> asked = SheetRows.of(episode);
            boolean touched = sheets.stream()
                    .anyMatch(sheet ->
                            asked.stream().anyMatch(row -> sheet.asked().contains(row.id()))
                                    || additions(sheet, episode).findAny().isPresent());
            if (touched) {
                episodes.put(episode.name(), episode);
                rows.put(episode.name(), new ArrayList<>(asked));
                asked.forEach(this::collect);
                collectAdditions(episode);
            }
        }
    }

    private void collect(SheetRow row) {
        Map<String, Answer> given = new TreeMap<>();
        for (LabelSheet sheet : sheets) {
            Answer answer = sheet.answers().get(row.id());
            if (answer != null) {
                given.put(sheet.annotator(), answer);
            }
        }
        answers.put(row.id(), given);
    }

    private void collectAdditions(NotedEpisode episode) {
        Map<Integer, Map<String, String>> titles = new TreeMap<>();
        for (LabelSheet sheet : sheets) {
            additions(sheet, episode)
                    .forEach(addition -> titles.computeIfAbsent(addition.sentence(), key -> new TreeMap<>())
                            .put(sheet.annotator(), addition.title()));
        }
        titles.forEach((sentence, byAnnotator) -> {
            String title = byAnnotator.values().iterator().next();
            long start = episode.sentences().get(sentence).range().startMs();
            SheetRow row = new SheetRow(
                    SheetRows.id(episode, "added", sentence, start, title),
                    RowKind.CHAPTER,
                    episode.name(),
                    start,
                    title,
                    SheetRows.around(episode, start));
            Map<String, Answer> given = new TreeMap<>();
            byAnnotator.forEach((annotator, other) ->
                    given.put(annotator, other.equals(title) ? Answer.RIGHT : new Answer(0, null, other)));
            sheets.stream()
                    .filter(sheet -> hasAllChapters(sheet, episode))
                    .forEach(sheet -> given.putIfAbsent(sheet.annotator(), Answer.WRONG));
            rows(episode).add(row);
            added.add(row.id());
            answers.put(row.id(), given);
        });
    }

    private static Stream<Addition> additions(LabelSheet sheet, NotedEpisode episode) {
        return sheet.additions().stream().filter(addition -> addition.episode().equals(episode.name()));
    }

    /** Lets one person have the last word. Chapters that this person misses are added. */
    void decide(LabelSheet adjudicated) {
        decisions.putAll(adjudicated.answers());
        for (Addition addition : adjudicated.additions()) {
            NotedEpisode episode = episodes.get(addition.episode());
            if (episode != null) {
                long start =
                        episode.sentences().get(addition.sentence()).range().startMs();
                SheetRow row = new SheetRow(
                        SheetRows.id(episode, "decided", addition.sentence(), start, addition.title()),
                        RowKind.CHAPTER,
                        episode.name(),
                        start,
                        addition.title(),
                        "");
                rows(episode).add(row);
                added.add(row.id());
                decisions.put(row.id(), Answer.RIGHT);
            }
        }
    }

    List<String> annotators() {
        return sheets.stream().map(LabelSheet::annotator).toList();
    }

    List<LabelSheet> sheets() {
        return sheets;
    }

    /** Those on the sheets. */
    Collection<NotedEpisode> episodes() {
        return episodes.values();
    }

    /** What was asked about an episode, then the chapters that people missed. */
    List<SheetRow> rows(NotedEpisode episode) {
        return Objects.requireNonNull(rows.get(episode.name()));
    }

    /** What was asked. */
    List<SheetRow> asked() {
        return all().filter(row -> !added.contains(row.id())).toList();
    }

    /** All rows by id. */
    Map<String, SheetRow> byId() {
        return all().collect(Collectors.toMap(SheetRow::id, row -> row));
    }

    private Stream<SheetRow> all() {
        return rows.values().stream().flatMap(List::stream);
    }

    /** What annotators said of a row, by their names. */
    Map<String, Answer> answers(SheetRow row) {
        return answers.getOrDefault(row.id(), Map.of());
    }

    /** Whether annotators differ and nobody has decided. */
    boolean isOpen(SheetRow row) {
        return !decisions.containsKey(row.id())
                && answers(row).values().stream().distinct().count() > 1;
    }

    List<SheetRow> open() {
        return all().filter(this::isOpen).toList();
    }

    /** What holds; null when nobody labelled the row, or when it is open. */
    @Nullable
    Answer settled(SheetRow row) {
        Answer decision = decisions.get(row.id());
        if (decision != null || isOpen(row)) {
            return decision;
        }
        return answers(row).values().stream().findFirst().orElse(null);
    }

    /** What annotators said of open rows, for whoever decides, by row id. */
    Map<String, String> describe(List<SheetRow> open) {
        return open.stream().collect(Collectors.toMap(SheetRow::id, row -> {
            NotedEpisode episode = Objects.requireNonNull(episodes.get(row.episode()));
            return answers(row).entrySet().stream()
                    .map(entry -> entry.getKey() + ": "
                            + (added.contains(row.id()) && entry.getValue().equals(Answer.WRONG)
                                    ? "not marked"
                                    : entry.getValue().describe(row, episode)))
                    .collect(Collectors.joining("; "));
        }));
    }

    /** The 0-based sentences at which chapters start for one annotator; null unless they labelled every chapter. */
    @Nullable
    Set<Integer> places(LabelSheet sheet, NotedEpisode episode) {
        if (!hasAllChapters(sheet, episode)) {
            return null;
        }
        Set<Integer> places = new HashSet<>();
        for (SheetRow row : rows(episode)) {
            Answer answer = answers(row).get(sheet.annotator());
            if (row.kind() == RowKind.CHAPTER && answer != null) {
                Integer place = answer.place(row, episode);
                if (place != null) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    private boolean hasAllChapters(LabelSheet sheet, NotedEpisode episode) {
        return rows(episode).stream()
                .filter(row -> row.kind() == RowKind.CHAPTER && !added.contains(row.id()))
                .allMatch(row -> sheet.answers().containsKey(row.id()));
    }

    /** Whether everything of a kind that was asked about an episode has an answer that holds. */
    boolean isComplete(NotedEpisode episode, RowKind kind) {
        return rows(episode).stream()
                .filter(row -> row.kind() == kind && !added.contains(row.id()))
                .allMatch(row -> settled(row) != null);
    }
}
