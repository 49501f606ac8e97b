package io.linernotes.enrichment.transcript.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Podcasting 2.0 JSON: {@code {"segments": [{"speaker", "startTime", "endTime", "body"}]}} with times in seconds. Other
 * keys are allowed and ignored.
 */
final class JsonTranscriptParser {
    /** 4,000 hours: beyond, a number is a mistake. */
    private static final double MAX_SECONDS = 4000 * 3600.0;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(CueParser.MAX_CUE_CHARACTERS)
                    .maxNumberLength(40)
                    .build())
            .build();

    private JsonTranscriptParser() {}

    static List<Segment> parse(String json) {
        List<Segment> segments = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("segments");
                parser.nextToken();
                if (found && parser.isExpectedStartArrayToken()) {
                    addSegments(parser, segments);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes the text.
            throw TranscriptReader.invalid("its JSON is damaged or beyond the limits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return segments;
    }

    private static void addSegments(JsonParser parser, List<Segment> segments) throws IOException {
        int number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            if (number > CueParser.MAX_CUES) {
                throw TranscriptReader.invalid("it has more than %s segments".formatted(CueParser.MAX_CUES));
            }
            if (!parser.isExpectedStartObjectToken()) {
                throw TranscriptReader.invalid("segment %s is no object".formatted(number));
            }
            Segment segment = segment(parser, number);
            if (!segment.text().isEmpty()) {
                segments.add(segment);
            }
        }
    }

    private static Segment segment(JsonParser parser, int number) throws IOException {
        @Nullable String speaker = null;
        String body = "";
        double start = Double.NaN;
        double end = Double.NaN;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("speaker") && value == JsonToken.VALUE_STRING) {
                speaker = PlainText.oneLine(parser.getText());
            } else if (key.equals("body") && value == JsonToken.VALUE_STRING) {
                body = PlainText.oneLine(parser.getText());
            } else if (key.equals("startTime") && value.isNumeric()) {
                start = parser.getDoubleValue();
            } else if (key.equals("endTime") && value.isNumeric()) {
                end = parser.getDoubleValue();
            } else {
                parser.skipChildren();
            }
        }
        return CueText.segment(range(start, end, number), body, speaker == null || speaker.isEmpty() ? null : speaker);
    }

    private static TimeRange range(double start, double end, int number) {
        if (!(start >= 0 && end >= start && end <= MAX_SECONDS)) {
            throw TranscriptReader.invalid("segment %s has no valid startTime and endTime".formatted(number));
        }
        return new TimeRange(Math.round(start * 1000), Math.round(end * 1000));
    }
}
