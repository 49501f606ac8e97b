package io.linernotes.enrichment.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cuts a transcript at sentence ends. Sentences end where Unicode's rules say so ({@link SentenceBoundaries}) and
 * where the speaker changes; stretches without punctuation are cut at pauses ({@link LongSentenceCutter}).
 */
public final class SentenceSplitter {
    /** A one-word sentence joins the next one of the same speaker when it follows within this time. */
    private static final long JOIN_GAP_MS = 800;

    private SentenceSplitter() {}

    /** Cuts the segments at sentence ends and numbers the sentences from 1. Text is neither added nor lost. */
    public static SentencedTranscript split(Transcript transcript) {
        List<Segment> segments = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        SentenceBoundaries boundaries = new SentenceBoundaries(transcript.language());
        int number = 0;
        for (List<Segment> turn : turns(transcript.segments())) {
            for (List<Segment> pieces : sentencesOf(new Turn(turn), boundaries)) {
                number++;
                for (Segment piece : pieces) {
                    segments.add(piece);
                    numbers.add(number);
                }
            }
        }
        return SentencedTranscript.of(transcript.language(), segments, numbers);
    }

    /** Consecutive segments of one speaker. Segments without text hold no sentence and are left out. */
    private static List<List<Segment>> turns(List<Segment> segments) {
        List<List<Segment>> turns = new ArrayList<>();
        List<Segment> turn = new ArrayList<>();
        for (Segment segment : segments) {
            if (PlainText.oneLine(segment.text()).isEmpty()) {
                continue;
            }
            if (!turn.isEmpty() && !Objects.equals(turn.get(0).speaker(), segment.speaker())) {
                turns.add(turn);
                turn = new ArrayList<>();
            }
            turn.add(segment);
        }
        if (!turn.isEmpty()) {
            turns.add(turn);
        }
        return turns;
    }

    private static List<List<Segment>> sentencesOf(Turn turn, SentenceBoundaries boundaries) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int offset : boundaries.ends(turn.text())) {
            int end = turn.tokenAt(offset);
            if (end > start) {
                LongSentenceCutter.addEnds(turn, start, end, ends);
                start = end;
            }
        }
        List<List<Segment>> sentences = new ArrayList<>();
        start = 0;
        for (int end : ends) {
            sentences.add(turn.pieces(start, end));
            start = end;
        }
        return joinFragments(sentences);
    }

    /** "Right." is no unit that anybody would cite. */
    private static List<List<Segment>> joinFragments(List<List<Segment>> sentences) {
        List<List<Segment>> joined = new ArrayList<>();
        List<Segment> pending = List.of();
        for (List<Segment> sentence : sentences) {
            boolean follows = !pending.isEmpty()
                    && startOf(sentence)
                                    - pending.get(pending.size() - 1).range().endMs()
                            <= JOIN_GAP_MS;
            if (!pending.isEmpty() && !follows) {
                joined.add(pending);
                pending = List.of();
            }
            List<Segment> whole = new ArrayList<>(pending);
            whole.addAll(sentence);
            boolean fragment = pending.isEmpty()
                    && sentence.size() == 1
                    && isOneWord(sentence.get(0).text());
            if (fragment) {
                pending = whole;
            } else {
                joined.add(whole);
                pending = List.of();
            }
        }
        if (!pending.isEmpty()) {
            joined.add(pending);
        }
        return joined;
    }

    private static boolean isOneWord(String text) {
        return text.indexOf(' ') < 0 && text.codePoints().noneMatch(Character::isIdeographic);
    }

    private static long startOf(List<Segment> pieces) {
        return pieces.get(0).range().startMs();
    }
}
