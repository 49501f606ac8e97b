package io.linernotes.evaluation.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which episodes people are asked about: one of each show in turn, so that no show speaks for all. */
final class EpisodeSample {
    private static final long SEED = 1;

    private EpisodeSample() {}

    /** At most {@code size} episodes, always the same ones of the same run, in order of show and name. */
    static List<NotedEpisode> of(List<NotedEpisode> episodes, int size) {
        List<List<NotedEpisode>> shows = new ArrayList<>(episodes.stream()
                .sorted(Comparator.comparing(NotedEpisode::name))
                .collect(Collectors.groupingBy(
                        EpisodeSample::show, TreeMap::new, Collectors.toCollection(ArrayList::new)))
                .values());
        Random random = new Random(SEED);
        shows.forEach(show -> Collections.shuffle(show, random));
        Collections.shuffle(shows, random);
        int longest = shows.stream().mapToInt(List::size).max().orElse(0);
        List<NotedEpisode> drawn = new ArrayList<>();
        for (int turn = 0; turn < longest; turn++) {
            for (List<NotedEpisode> show : shows) {
                if (turn < show.size() && drawn.size() < size) {
                    drawn.add(show.get(turn));
                }
            }
        }
        drawn.sort(Comparator.comparing(EpisodeSample::show).thenComparing(NotedEpisode::name));
        return drawn;
    }

    private static String show(NotedEpisode episode) {
        return Objects.requireNonNullElse(episode.show(), "");
    }
}
