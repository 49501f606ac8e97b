package io.linernotes.enrichment.transcript.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebVttTest {
    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        List<Sentence> sentences = List.of(
                sentence(1, 0, 1500, "A --> B & <b>C</b> &amp; d", "Tom > <Ann>"),
                sentence(2, 1500, 1500, "NOTE nothing", null),
                sentence(3, 3_599_999, 3_700_000, "WEBVTT שלום 🎙️", null));

        String file = WebVtt.write(sentences);

        List<Segment> read = TranscriptReader.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))
                .segments();
        assertThat(read)
                .extracting(Segment::text)
                .containsExactly("A --> B & <b>C</b> &amp; d", "NOTE nothing", "WEBVTT שלום 🎙️");
        assertThat(read).extracting(Segment::speaker).containsExactly("Tom > <Ann>", null, null);
        assertThat(read)
                .extracting(Segment::range)
                .containsExactly(
                        new TimeRange(0, 1500), new TimeRange(1500, 1501), new TimeRange(3_599_999, 3_700_000));
    }

    @Test
    void cuesHaveOneLineAndNoneReachesIntoTheNext() {
        assertThat(WebVtt.write(
                        List.of(sentence(1, 0, 9000, "two\n\nlines", null), sentence(2, 4000, 5000, "next", null))))
                .isEqualTo("""
                        WEBVTT

                        00:00:00.000 --> 00:00:04.000
                        two lines

                        00:00:04.000 --> 00:00:05.000
                        next
                        """);
    }

    private static Sentence sentence(int number, long startMs, long endMs, String text, String speaker) {
        return new Sentence(number, new TimeRange(startMs, endMs), text, speaker);
    }
}
