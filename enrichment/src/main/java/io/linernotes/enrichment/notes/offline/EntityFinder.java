package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EntityKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Finds names by their capitals: runs of capitalised words, joined by "of" and the like, with counts. */
final class EntityFinder {
    private static final int MAX_ENTITIES = 60;
    private static final int MAX_WORDS = 6;
    private static final Set<String> JOINING = Set.of("of", "de", "van", "von", "der", "du", "la");

    private final Episode episode;
    private final Casing casing;
    private final EntityKinds kinds;
    private final Map<String, List<Integer>> positions = new LinkedHashMap<>();

    private EntityFinder(Episode episode, Casing casing) {
        this.episode = episode;
        this.casing = casing;
        kinds = new EntityKinds(episode);
    }

    /** Names, most frequent first. Empty where capitals tell nothing, as in German or in text without them. */
    static List<Entity> entities(Episode episode, Casing casing) {
        return casing.tells() ? new EntityFinder(episode, casing).find() : List.of();
    }

    private List<Entity> find() {
        for (int i = 0; i < episode.size(); i++) {
            addNames(i);
        }
        return positions.entrySet().stream()
                .filter(name -> name.getValue().size() > 1 || name.getKey().indexOf(' ') > 0)
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Integer>> name) ->
                                -name.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_ENTITIES)
                .map(name -> entity(name.getKey(), name.getValue()))
                .toList();
    }

    private Entity entity(String name, List<Integer> mentions) {
        EntityKind kind = kinds.kind(name, mentions);
        return new Entity(name, kind, mentions.size(), Evidence.of(mentions));
    }

    private void addNames(int position) {
        String text = episode.text(position);
        List<String> run = new ArrayList<>();
        Matcher matcher = Terms.WORD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String between = text.substring(end, matcher.start());
            String word = matcher.group();
            boolean joins = !run.isEmpty() && JOINING.contains(word);
            boolean name = isName(word, end == 0 || between.matches(".*[.!?:\"“”…].*"));
            if (!between.isBlank() || !(name || joins) || run.size() == MAX_WORDS) {
                add(position, run);
                run.clear();
            }
            if (name || (joins && !run.isEmpty())) {
                run.add(word);
            }
            end = matcher.end();
        }
        add(position, run);
    }

    /** At the start of a sentence only a word that is a name elsewhere, or that could be nothing else. */
    private boolean isName(String word, boolean first) {
        boolean content = word.length() > 1 && Character.isLetter(word.codePointAt(0)) && !isStopWord(word);
        if (!content || !Casing.isCapitalised(word)) {
            return false;
        }
        return first
                ? casing.isName(word) || Casing.isDistinctive(word)
                : !casing.isSeenLowerCase(word) || casing.isName(word);
    }

    private static boolean isStopWord(String word) {
        return Terms.isStopWord(Terms.lower(word)) && !Casing.isDistinctive(word);
    }

    private void add(int position, List<String> run) {
        List<String> words = new ArrayList<>(run);
        while (!words.isEmpty() && JOINING.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        if (!words.isEmpty()) {
            String name = String.join(" ", words).replaceAll("['’]s$", "");
            positions.computeIfAbsent(name, key -> new ArrayList<>()).add(position);
        }
    }
}
