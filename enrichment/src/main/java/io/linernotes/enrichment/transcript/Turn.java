package io.linernotes.enrichment.transcript;

import io.linernotes.enrichment.timeline.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Consecutive segments of one speaker as one text that can be cut between tokens. */
final class Turn {
    private final List<Segment> segments;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** For each token, its offset in {@link #text}. */
    private final List<Integer> offsets = new ArrayList<>();

    /** @param segments none of them blank */
    Turn(List<Segment> segments) {
        this.segments = segments;
        for (int i = 0; i < segments.size(); i++) {
            append(text, segments.get(i).text());
            int offset = text.length() - segments.get(i).text().length();
            for (Token token : Tokenization.of(i, segments.get(i))) {
                tokens.add(token);
                offsets.add(offset + token.start());
            }
        }
    }

    /** Appends with a space between, except where the script puts none. */
    static void append(StringBuilder text, String next) {
        boolean together = text.length() == 0
                || (Tokenization.isWrittenWithoutSpaces(text.codePointBefore(text.length()))
                        && Tokenization.isWrittenWithoutSpaces(next.codePointAt(0)));
        text.append(together ? "" : " ").append(next);
    }

    String text() {
        return text.toString();
    }

    int size() {
        return tokens.size();
    }

    String tokenText(int token) {
        Token found = tokens.get(token);
        return segments.get(found.segment()).text().substring(found.start(), found.end());
    }

    /** Milliseconds of silence before a token. */
    long pauseBefore(int token) {
        return token == 0
                ? 0
                : Math.max(
                        0, tokens.get(token).startMs() - tokens.get(token - 1).endMs());
    }

    /** The first token at or after an offset of the text; {@link #size} when there is none. */
    int tokenAt(int offset) {
        int found = Collections.binarySearch(offsets, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** The tokens {@code from} (inclusive) to {@code to} (exclusive) as segments, one per segment they come from. */
    List<Segment> pieces(int from, int to) {
        List<Segment> pieces = new ArrayList<>();
        int start = from;
        while (start < to) {
            int end = start + 1;
            while (end < to && tokens.get(end).segment() == tokens.get(start).segment()) {
                end++;
            }
            pieces.add(piece(start, end));
            start = end;
        }
        return pieces;
    }

    private Segment piece(int from, int to) {
        int index = tokens.get(from).segment();
        Segment segment = segments.get(index);
        boolean first = from == 0 || tokens.get(from - 1).segment() != index;
        boolean last = to == tokens.size() || tokens.get(to).segment() != index;
        if (first && last) {
            return segment;
        }
        int textStart = first ? 0 : tokens.get(from).start();
        int textEnd = last ? segment.text().length() : tokens.get(to).start();
        TimeRange range = new TimeRange(
                tokens.get(from).startMs(),
                Math.max(tokens.get(from).startMs(), tokens.get(to - 1).endMs()));
        return new Segment(
                range,
                segment.text().substring(textStart, textEnd).strip(),
                words(segment, from, to, range),
                segment.speaker(),
                segment.quality(),
                segment.flags());
    }

    /** The piece's own words; where the segment's words are not those of its text, the ones spoken meanwhile. */
    private List<Word> words(Segment segment, int from, int to, TimeRange range) {
        if (tokens.get(from).word() == null) {
            return segment.words().stream()
                    .filter(word -> range.contains(word.range().startMs()))
                    .toList();
        }
        return tokens.subList(from, to).stream()
                .map(Token::word)
                .filter(Objects::nonNull)
                .toList();
    }
}
