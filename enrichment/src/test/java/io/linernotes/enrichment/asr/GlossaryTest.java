package io.linernotes.enrichment.asr;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import org.junit.jupiter.api.Test;

class GlossaryTest {
    @Test
    void findsNamesAndEndsWithTheTitle() {
        EpisodeMetadata metadata = new EpisodeMetadata(
                "Field Notes",
                "The Bees of Harlow Street",
                null,
                "en",
                "<p>Today we meet Ada Brook, keeper of bees, and her friend Milo Stone from Harlow.</p> See https://example.org/Bees.",
                "Cora Vale",
                null);

        assertThat(Glossary.of(metadata))
                .isEqualTo("Ada Brook, Milo Stone, Harlow, Cora Vale, Field Notes, The Bees of Harlow Street.");
    }

    @Test
    void knowsNothingOfAnEpisodeWithoutMetadata() {
        assertThat(Glossary.of(EpisodeMetadata.NONE)).isNull();
    }
}
