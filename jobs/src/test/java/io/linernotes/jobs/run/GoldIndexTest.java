package io.linernotes.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldIndexTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeGold() throws IOException {
        Files.writeString(folder.resolve("items.jsonl"), """
                {"id": "bees", "transcript": "bees.vtt", "chapters": [{"start_ms": 0, "title": "Hello"}]}
                {"id": "text", "transcript": "bees.vtt"}
                """);
        Files.writeString(folder.resolve("bees.vtt"), """
                WEBVTT

                00:00:01.000 --> 00:00:04.000
                <v Ann>Hello and welcome.

                00:00:04.500 --> 00:00:09.000
                <v Ben>Let us talk about bees. They dance.
                """);
    }

    @Test
    void readsWhereTheCuesOfAChapteredTranscriptStart() {
        GoldIndex gold = read();

        assertThat(Objects.requireNonNull(gold.find("bees.mp3")).item().cueStarts())
                .containsExactly(1000L, 4500L);
        assertThat(Objects.requireNonNull(gold.find("text.mp3")).item().cueStarts())
                .isEmpty();
    }

    @Test
    void saysWhichTranscriptCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("bees.vtt"), "no cues");

        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        EnrichmentException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.GOLD_INVALID))
                .hasMessageEndingWith(
                        "items.jsonl: the transcript bees.vtt cannot be read: Cannot read the transcript: "
                                + "it is neither WebVTT nor SRT nor Podcasting 2.0 JSON");
    }

    private GoldIndex read() {
        return GoldIndex.read(List.of(new org.apache.hadoop.fs.Path(folder.toString())), new Configuration());
    }
}
