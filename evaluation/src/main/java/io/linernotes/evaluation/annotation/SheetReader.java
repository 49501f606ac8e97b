package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.annotation.LabelSheet.Addition;
import io.linernotes.evaluation.annotation.SheetTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a sheet that came back into answers, and names every row that says none. */
final class SheetReader {
    private final Map<String, NotedEpisode> episodes;
    private final Map<String, SheetRow> known;
    private final SheetProblems problems;
    private final String file;
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<Addition> additions = new ArrayList<>();
    private final Map<String, Integer> rowById = new HashMap<>();
    private final Map<String, Integer> rowByPlace = new HashMap<>();

    private SheetReader(
            Map<String, NotedEpisode> episodes, Map<String, SheetRow> known, SheetProblems problems, String file) {
        this.episodes = episodes;
        this.known = known;
        this.problems = problems;
        this.file = file;
    }

    /**
     * Reads a sheet.
     *
     * @param episodes of the run, by name
     * @param known rows that may be answered, by id
     * @param optional a column that may be there
     */
    static LabelSheet read(
            LabelFile file,
            Map<String, NotedEpisode> episodes,
            Map<String, SheetRow> known,
            String optional,
            SheetProblems problems) {
        SheetReader reader = new SheetReader(episodes, known, problems, file.name());
        SheetTable.read(file, optional, problems).forEach(reader::add);
        return new LabelSheet(file.annotator(), reader.rowById.keySet(), reader.answers, reader.additions);
    }

    private void add(Row row) {
        String id = row.cell(SheetColumns.ID);
        if (id.isEmpty()) {
            addMissingChapter(row);
            return;
        }
        SheetRow asked = known.get(id);
        if (asked == null) {
            problem(row, unknown(id));
            return;
        }
        Integer first = rowById.putIfAbsent(id, row.number());
        if (first != null) {
            problem(row, "the id \"%s\" is already in row %d".formatted(id, first));
            return;
        }
        Answer answer = answer(row, asked);
        if (answer != null) {
            answers.put(id, answer);
            NotedEpisode episode = episode(asked.episode());
            if (asked.kind() == RowKind.CHAPTER && answer.place(asked, episode) != null) {
                place(row, episode, answer.place(asked, episode));
            }
        }
    }

    private String unknown(String id) {
        boolean here = episodes.values().stream()
                .anyMatch(episode -> id.startsWith(episode.recording().abbreviated() + "-"));
        return here
                ? "the id \"%s\" belongs to something that this run does not say; another run may".formatted(id)
                : "the id \"%s\" belongs to no episode of this run".formatted(id);
    }

    private @Nullable Answer answer(Row row, SheetRow asked) {
        String verdict = row.cell(SheetColumns.VERDICT).toLowerCase(Locale.ROOT);
        String text = row.cell(SheetColumns.CORRECTED_TEXT).replace("\r\n", "\n");
        boolean corrected =
                !text.isEmpty() || !row.cell(SheetColumns.CORRECTED_TIME).isEmpty();
        List<String> verdicts = asked.kind().verdicts();
        if (verdict.isEmpty() && !corrected) {
            return null;
        }
        int rating = verdicts.indexOf(verdict);
        if (rating < 0 && !verdict.isEmpty()) {
            problem(row, "the verdict \"%s\" is none of %s".formatted(verdict, String.join(", ", verdicts)));
            return null;
        }
        if (!corrected) {
            return new Answer(rating, null, "");
        }
        if (asked.kind() == RowKind.CLAIM) {
            problem(row, "a claim has a verdict and no correction; the column comment is free");
            return null;
        }
        if (verdict.equals(RowKind.RIGHT)) {
            problem(row, "it is called right and corrected all the same");
            return null;
        }
        if (asked.kind() != RowKind.CHAPTER
                && !row.cell(SheetColumns.CORRECTED_TIME).isEmpty()) {
            problem(row, "only chapters have a corrected_time");
            return null;
        }
        Integer sentence = sentence(row, episode(asked.episode()));
        return sentence == null && text.isEmpty() ? null : new Answer(0, sentence, text);
    }

    /** The sentence of the corrected time; null when there is none, or when it is wrong, which becomes a problem. */
    private @Nullable Integer sentence(Row row, NotedEpisode episode) {
        String cell = row.cell(SheetColumns.CORRECTED_TIME);
        if (cell.isEmpty()) {
            return null;
        }
        OptionalLong time = SheetTime.parse(cell);
        if (time.isEmpty()) {
            problem(row, "the corrected_time \"%s\" is no time such as 0:12:30".formatted(cell));
            return null;
        }
        if (time.getAsLong() >= episode.durationMs()) {
            problem(
                    row,
                    "the corrected_time %s is not before the end at %s"
                            .formatted(cell, SheetTime.format(episode.durationMs())));
            return null;
        }
        return episode.starts().nearest(time.getAsLong());
    }

    private void addMissingChapter(Row row) {
        String verdict = row.cell(SheetColumns.VERDICT).toLowerCase(Locale.ROOT);
        NotedEpisode episode = episodes.get(row.cell(SheetColumns.EPISODE));
        if (!row.cell(SheetColumns.KIND).equalsIgnoreCase(RowKind.CHAPTER.toString())) {
            problem(row, "a row without an id is a missing chapter, and its kind must say so");
        } else if (episode == null) {
            problem(row, "this run has no episode \"%s\"".formatted(row.cell(SheetColumns.EPISODE)));
        } else if (!verdict.isEmpty() && !verdict.equals(RowKind.RIGHT)) {
            problem(row, "a row without an id is a missing chapter, and cannot be %s".formatted(verdict));
        } else if (row.cell(SheetColumns.CORRECTED_TIME).isEmpty()) {
            problem(row, "a missing chapter needs a corrected_time");
        } else {
            Integer sentence = sentence(row, episode);
            if (sentence != null && place(row, episode, sentence)) {
                String title = row.cell(SheetColumns.CORRECTED_TEXT).replaceAll("\\s+", " ");
                additions.add(new Addition(episode.name(), sentence, title));
            }
        }
    }

    private boolean place(Row row, NotedEpisode episode, int sentence) {
        Integer first = rowByPlace.putIfAbsent(episode.name() + "/" + sentence, row.number());
        if (first != null) {
            problem(row, "its chapter starts with the same sentence as that of row %d".formatted(first));
        }
        return first == null;
    }

    private NotedEpisode episode(String name) {
        return Objects.requireNonNull(episodes.get(name));
    }

    private void problem(Row row, String sentence) {
        problems.add(file, row.number(), sentence);
    }
}
