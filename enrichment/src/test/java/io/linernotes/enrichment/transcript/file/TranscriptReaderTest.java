package io.linernotes.enrichment.transcript.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptReaderTest {
    @Test
    void readsWebVttWithVoicesEntitiesAndComments() {
        List<Segment> segments = read("""
                WEBVTT - made by hand

                NOTE nothing --> here

                STYLE
                ::cue { color: red }

                intro
                00:01.000 --> 00:03.500 align:start
                <v.loud Ada Smith>Salt &amp; <i>pepper</i>
                and &lt;bread&gt;</v>

                01:00:00.000 --> 01:00:02.000
                <v Ada>Yes. <v Tom>Well, no.
                """);

        assertThat(segments).hasSize(3);
        assertThat(segments.get(0).speaker()).isEqualTo("Ada Smith");
        assertThat(segments.get(0).text()).isEqualTo("Salt & pepper and <bread>");
        assertThat(segments.get(0).range()).isEqualTo(new TimeRange(1000, 3500));
        assertThat(segments.get(1).speaker()).isEqualTo("Ada");
        assertThat(segments.get(2).speaker()).isEqualTo("Tom");
        assertThat(segments.get(2).range()).isEqualTo(new TimeRange(3_600_615, 3_602_000));
    }

    @Test
    void readsSrtWithWindowsLineEndsAndMarkup() {
        String srt = """
                1
                00:00:01,000 --> 00:00:02,500
                {\\an8}<b>One</b> line
                and two

                2
                00:00:03,000 --> 00:00:04,000
                2 < 3 && 4
                """;

        List<Segment> segments = read(srt.replace("\n", "\r\n"));
        assertThat(segments).extracting(Segment::text).containsExactly("One line and two", "2 < 3 && 4");
        assertThat(segments.get(0).range()).isEqualTo(new TimeRange(1000, 2500));
        assertThat(segments.get(0).speaker()).isNull();
    }

    @Test
    void keepsTextAfterAnEmptyLineInACue() {
        List<Segment> segments =
                read("1\n00:00:01,000 --> 00:00:02,000\nOne\n\nmore\n\n2\n\n3\n00:00:03,000 --> 00:00:04,000\nTwo\n");

        assertThat(segments).extracting(Segment::text).containsExactly("One more", "Two");
    }

    @Test
    void readsPodcastingJson() {
        List<Segment> segments = read("""
                {"version": "1.0.0", "extra": {"deep": [1, 2]}, "segments": [
                  {"speaker": "Darth Vader", "startTime": 0.5, "endTime": 0.75, "body": "I"},
                  {"startTime": 0.75, "endTime": 1, "body": " am\\n your ", "words": [{"a": 1}]},
                  {"startTime": 1, "endTime": 2, "body": ""}]}
                """);

        assertThat(segments).extracting(Segment::text).containsExactly("I", "am your");
        assertThat(segments).extracting(Segment::speaker).containsExactly("Darth Vader", null);
        assertThat(segments.get(0).range()).isEqualTo(new TimeRange(500, 750));
    }

    @Test
    void sortsCuesByStart() {
        assertThat(read("WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n"))
                .extracting(Segment::text)
                .containsExactly("a", "b");
    }

    @Test
    void readsByteOrderMarksAndOldEncodings() {
        String srt = "1\n00:00:01,000 --> 00:00:02,000\nCafé\n";

        assertThat(read("\uFEFF" + srt, StandardCharsets.UTF_8))
                .extracting(Segment::text)
                .containsExactly("Café");
        assertThat(read("\uFEFF" + srt, StandardCharsets.UTF_16LE))
                .extracting(Segment::text)
                .containsExactly("Café");
        assertThat(read(srt, Charset.forName("windows-1252")))
                .extracting(Segment::text)
                .containsExactly("Café");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello there", "<html><body>404</body></html>", "[1, 2]", "\u0000\u0001\u0002"})
    void refusesWhatIsNoTranscript(String text) {
        assertInvalid(text, "it is neither WebVTT nor SRT nor Podcasting 2.0 JSON");
    }

    @Test
    void refusesDamagedFiles() {
        assertInvalid("WEBVTT\n\n00:05.000 --> 00:04.000\na\n", "the cue in line 3 ends before it starts");
        assertInvalid("WEBVTT\n\n00:05 --> later\na\n", "line 3 is no cue time");
        assertInvalid("WEBVTT\n\nNOTE nothing\n", "it holds no text");
        assertInvalid("{\"segments\": [{\"body\": \"secret", "its JSON is damaged or beyond the limits");
        assertInvalid("{\"segments\": [{\"body\": \"x\"}]}", "segment 1 has no valid startTime and endTime");
        assertInvalid(
                "{\"segments\": [{\"startTime\": 1e300, \"endTime\": 1e301, \"body\": \"x\"}]}",
                "segment 1 has no valid startTime and endTime");
        assertInvalid("{\"deep\": " + "[".repeat(5000), "its JSON is damaged or beyond the limits");
    }

    @Test
    void refusesFilesBeyondTheSizeLimitWithoutReadingThemWhole() {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                given++;
                assertThat(given).isLessThanOrEqualTo(TranscriptReader.MAX_BYTES + 1L);
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                given += length;
                assertThat(given).isLessThanOrEqualTo(TranscriptReader.MAX_BYTES + 1L);
                return length;
            }
        };

        assertThatThrownBy(() -> TranscriptReader.read(endless))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("Cannot read the transcript: it is larger than 64 MiB");
    }

    @Test
    void refusesTooManyCues() {
        String cue = "00:01.000 --> 00:02.000\na\n\n";

        assertInvalid("WEBVTT\n\n" + cue.repeat(CueParser.MAX_CUES + 1), "it has more than 500000 cues");
    }

    private static void assertInvalid(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSCRIPT_INVALID))
                .hasMessage("Cannot read the transcript: " + reason);
    }

    private static List<Segment> read(String text) {
        return read(text, StandardCharsets.UTF_8);
    }

    private static List<Segment> read(String text, Charset charset) {
        try {
            return TranscriptReader.read(new ByteArrayInputStream(text.getBytes(charset)))
                    .segments();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
