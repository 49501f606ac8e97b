package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.DetectedLanguage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageVoteTest {
    @Test
    void hearsTheLanguageBehindAForeignGreeting() {
        Map<String, Double> greeting = Map.of("en", 0.9, "de", 0.1);
        Map<String, Double> talk = Map.of("en", 0.05, "de", 0.95);

        assertThat(LanguageVote.of(List.of(greeting))).isEqualTo(new DetectedLanguage("en", 0.9));
        DetectedLanguage vote = LanguageVote.of(List.of(greeting, talk, talk, talk, talk));
        assertThat(vote.code()).isEqualTo("de");
        assertThat(vote.probability()).isBetween(0.77, 0.79);
        assertThat(vote.isUncertain()).isFalse();
    }

    @Test
    void isUncertainOfTwoLanguages() {
        Map<String, Double> german = Map.of("de", 0.8, "cs", 0.05, "en", 0.15);
        Map<String, Double> czech = Map.of("de", 0.05, "cs", 0.9, "en", 0.05);

        DetectedLanguage vote = LanguageVote.of(List.of(german, czech));

        assertThat(vote.code()).isEqualTo("cs");
        assertThat(vote.isUncertain()).isTrue();
    }
}
