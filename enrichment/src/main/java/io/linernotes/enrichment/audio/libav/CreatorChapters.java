package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_ROUND_NEAR_INF;
import static org.bytedeco.ffmpeg.global.avutil.AV_ROUND_PASS_MINMAX;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q_rnd;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.timeline.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * The chapters of a recording, in order: each begins after the one before and ends where the next one begins, or earlier.
 *
 * @param outside how many were left out because they begin after the end of the sound
 * @param doubled how many because an earlier one in the file begins at the same time
 * @param surplus how many because there are more than {@link #MOST}
 */
record CreatorChapters(List<EmbeddedChapter> chapters, int outside, int doubled, int surplus) {
    static final int MOST = 2_000;

    private static final AVRational MILLISECONDS = new AVRational().num(1).den(1000);
    /** Of the short chapter list that Nero's programs put into MP4 files. */
    private static final int SHORT_LIST_UNITS = 10_000_000;

    /** Chapters as libav has read them, in its order, which is that of the file. */
    static List<EmbeddedChapter> read(AVFormatContext context) {
        List<AVChapter> found = IntStream.range(0, context.nb_chapters())
                .mapToObj(context::chapters)
                .toList();
        // Where an MP4 file has a chapter track too, libav writes it over the short list, whose rest may stick out.
        boolean track = found.stream().anyMatch(chapter -> !isOfShortList(chapter));
        return found.stream()
                .filter(chapter -> !track || !isOfShortList(chapter))
                .map(CreatorChapters::chapter)
                .toList();
    }

    private static boolean isOfShortList(AVChapter chapter) {
        return chapter.time_base().den() == SHORT_LIST_UNITS;
    }

    private static EmbeddedChapter chapter(AVChapter chapter) {
        long start = Math.max(0, milliseconds(chapter.start(), chapter.time_base()));
        long end = chapter.end() == AV_NOPTS_VALUE ? Long.MAX_VALUE : milliseconds(chapter.end(), chapter.time_base());
        return new EmbeddedChapter(new TimeRange(start, Math.max(start, end)), MediaTags.title(chapter));
    }

    private static long milliseconds(long time, AVRational base) {
        return av_rescale_q_rnd(time, base, MILLISECONDS, AV_ROUND_NEAR_INF | AV_ROUND_PASS_MINMAX);
    }

    /** Puts chapters in order and cuts them to a duration. */
    static CreatorChapters within(List<EmbeddedChapter> written, long durationMs) {
        List<EmbeddedChapter> sorted = new ArrayList<>(written);
        sorted.removeIf(chapter -> chapter.range().startMs() >= durationMs);
        int outside = written.size() - sorted.size();
        sorted.sort(Comparator.comparingLong(chapter -> chapter.range().startMs()));
        List<EmbeddedChapter> distinct = new ArrayList<>();
        for (EmbeddedChapter chapter : sorted) {
            if (distinct.isEmpty()
                    || startOf(distinct, distinct.size() - 1) < chapter.range().startMs()) {
                distinct.add(chapter);
            }
        }
        int kept = Math.min(MOST, distinct.size());
        List<EmbeddedChapter> chapters = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            long start = startOf(distinct, i);
            long limit = i + 1 < distinct.size() ? startOf(distinct, i + 1) : durationMs;
            long end = distinct.get(i).range().endMs();
            // One that ends before it begins has no end that could be believed.
            TimeRange range = new TimeRange(start, end <= start ? limit : Math.min(end, limit));
            chapters.add(new EmbeddedChapter(range, distinct.get(i).title()));
        }
        return new CreatorChapters(chapters, outside, sorted.size() - distinct.size(), distinct.size() - kept);
    }

    private static long startOf(List<EmbeddedChapter> chapters, int index) {
        return chapters.get(index).range().startMs();
    }
}
