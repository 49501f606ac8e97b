package io.linernotes.enrichment.asr;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionGuardTest {
    @Test
    void marksTheThirdSameLineInARow() {
        assertThat(flags("Once more.", "once more", "Once more!", "At last."))
                .containsExactly(List.of(), List.of(), List.of(SegmentFlag.REPEATED_LINE), List.of());
    }

    @Test
    void marksAPhraseThatFollowsItself() {
        assertThat(flags("We went to the sea, to the sea, to the sea."))
                .containsExactly(List.of(SegmentFlag.REPEATED_PHRASE));
        assertThat(flags("We went to the sea, to the sea, and home.")).containsExactly(List.of());
    }

    @Test
    void marksAPhraseThatGoesOnAcrossSegments() {
        List<List<SegmentFlag>> flags =
                flags("Hello.", "The road is long and", "the road is long and the road", "is long and", "now we rest.");

        List<SegmentFlag> loop = List.of(SegmentFlag.REPEATED_PHRASE);
        assertThat(flags).containsExactly(List.of(), List.of(), loop, loop, List.of());
    }

    @Test
    void marksALoopOfTwoLines() {
        List<List<SegmentFlag>> flags = flags(
                "Go to the left.",
                "Go to the right.",
                "Go to the left.",
                "Go to the right.",
                "Go to the left.",
                "Go to the right.");

        assertThat(flags.subList(2, 6)).containsOnly(List.of(SegmentFlag.REPEATED_PHRASE));
    }

    @Test
    void marksALoopInAScriptWithoutSpaces() {
        assertThat(flags("ありがとうありがとうありがとう")).containsExactly(List.of(SegmentFlag.REPEATED_PHRASE));
        assertThat(flags("ありがとうございました")).containsExactly(List.of());
    }

    @Test
    void letsPeopleInsist() {
        assertThat(flags("No, no, no, no!", "One two, one two, one two, go.", "Yes.", "Yes."))
                .containsOnly(List.of());
    }

    @Test
    void keepsOtherFlagsAndChangesNothingTheSecondTime() {
        Segment fast = segment("very ".repeat(8)).withFlags(List.of(SegmentFlag.TOO_FAST));
        List<Segment> once = RepetitionGuard.marked(List.of(fast));

        assertThat(once.get(0).flags()).containsExactly(SegmentFlag.TOO_FAST, SegmentFlag.REPEATED_PHRASE);
        assertThat(RepetitionGuard.marked(once)).isEqualTo(once);
    }

    private static List<List<SegmentFlag>> flags(String... lines) {
        List<Segment> segments = new ArrayList<>();
        for (String line : lines) {
            segments.add(segment(line));
        }
        return RepetitionGuard.marked(segments).stream().map(Segment::flags).toList();
    }

    private static Segment segment(String text) {
        return new Segment(new TimeRange(0, 5000), text, List.of(), null, null, List.of());
    }
}
