package io.linernotes.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LexicalTilingTest {
    private static final List<List<String>> SUBJECTS = List.of(
            List.of("bees", "hives", "swarm", "honey", "queen", "keeper"),
            List.of("bread", "flour", "oven", "dough", "yeast", "loaf"),
            List.of("rivers", "boats", "oars", "rapids", "tents", "maps"));

    @Test
    void findsWhereTheWordsChange() {
        assertThat(LexicalTiling.starts(talk(SUBJECTS), 3)).hasSize(3).satisfies(starts -> {
            assertThat(starts.get(0)).isZero();
            assertThat(starts.get(1)).isBetween(19, 21);
            assertThat(starts.get(2)).isBetween(39, 41);
        });
    }

    @Test
    void isAsGoodAsBlindWhereWordsStayTheSame() {
        List<List<String>> one = List.of(SUBJECTS.get(0), SUBJECTS.get(0), SUBJECTS.get(0));

        assertThat(LexicalTiling.starts(talk(one), 3))
                .isNotEqualTo(List.of(0, 20, 40))
                .hasSize(3);
    }

    @Test
    void findsNoMoreThanAShortTextHolds() {
        List<Sentence> three = talk(SUBJECTS).subList(0, 3);

        assertThat(LexicalTiling.starts(three, 1)).containsExactly(0);
        assertThat(LexicalTiling.starts(three, 10)).containsExactly(0, 1, 2);
    }

    /** Twenty sentences on each subject, each with two of its words among others that every sentence holds. */
    private static List<Sentence> talk(List<List<String>> subjects) {
        Random random = new Random(1);
        List<Sentence> sentences = new ArrayList<>();
        for (List<String> subject : subjects) {
            for (int i = 0; i < 20; i++) {
                String text = "And then we had %s with some %s there."
                        .formatted(
                                subject.get(random.nextInt(subject.size())),
                                subject.get(random.nextInt(subject.size())));
                int n = sentences.size();
                sentences.add(new Sentence(n + 1, new TimeRange(n * 5000L, n * 5000L + 5000), text, null));
            }
        }
        return sentences;
    }
}
