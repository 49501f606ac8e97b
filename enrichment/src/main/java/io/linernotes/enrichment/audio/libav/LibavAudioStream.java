package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.loudness.LoudnessMeter;
import io.linernotes.enrichment.audio.quality.QualityMeter;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One recording on its way from packets to samples. Owns all native memory of it; used by one thread at a time. */
final class LibavAudioStream implements AudioStream {
    private final Container container;
    private final WallClock wall;
    private final long bytes;
    private final Duration longest;
    private final DecodingTally tally;
    private final SourceClock clock;
    private final FrameReader frames;
    private final MonoTimeline timeline;
    private final SampleQueue queue;
    private final LoudnessMeter loudness = new LoudnessMeter();
    private final QualityMeter quality = new QualityMeter();
    /** Copied, as a report may be asked for when native memory is gone. */
    private final String containerName;

    private final String codecName;
    private final EpisodeMetadata tags;
    private final List<EmbeddedChapter> chapters;
    private final long declaredMs;
    private boolean finished;
    private boolean closed;

    /** Takes ownership of {@code container}, unless this fails. */
    LibavAudioStream(
            Container container, WallClock wall, FileEnd fileEnd, ChapterSelection selection, Duration longest) {
        this.container = container;
        this.wall = wall;
        this.longest = longest;
        bytes = fileEnd.length();
        containerName = container.name();
        codecName = FrameReader.codecName(container);
        tags = MediaTags.metadata(container.context(), container.stream());
        chapters = selection.of(CreatorChapters.read(container.context()));
        long declaredSamples = Math.max(container.declaredSamples(), fileEnd.declaredSamples());
        declaredMs = SourceClock.toMs(declaredSamples);
        clock = new SourceClock(declaredSamples);
        tally = new DecodingTally(container, fileEnd);
        timeline = new MonoTimeline(container, clock, tally, loudness);
        queue = timeline.queue();
        frames = new FrameReader(container, tally);
    }

    @Override
    public int read(float[] buffer) {
        if (buffer.length == 0) {
            throw new IllegalArgumentException("Invalid buffer: its length is 0");
        }
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        wall.start();
        try {
            while (queue.isEmpty() && !finished) {
                step();
            }
            if (!queue.isEmpty()) {
                int count = queue.read(buffer);
                quality.add(buffer, count);
                return count;
            }
            tally.checkUsable(declaredMs, decodedMs(), queue.added() > 0);
            return -1;
        } finally {
            wall.stop();
        }
    }

    private void step() {
        AVFrame frame = frames.next();
        if (frame == null) {
            timeline.finish();
            finished = true;
        } else {
            timeline.add(frame);
        }
        wall.decoded(decodedMs());
        if (queue.added() > longest.toSeconds() * SAMPLE_RATE) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_TOO_LONG,
                    "%d h over limit %d h".formatted(decodedMs() / 3_600_000, longest.toHours()));
        }
    }

    @Override
    public MediaReport report() {
        long decodedMs = decodedMs();
        Double lufs = loudness.integratedLufs();
        CreatorChapters inside = CreatorChapters.within(chapters, decodedMs);
        tally.chapters(inside);
        return new MediaReport(
                containerName,
                codecName,
                Math.max(1, timeline.sourceChannels()),
                timeline.sourceLayout(),
                timeline.sourceRateHz(),
                decodedMs == 0 ? null : bytes * 8 * 1000 / decodedMs,
                declaredMs == 0 ? null : declaredMs,
                decodedMs,
                tags,
                inside.chapters(),
                lufs,
                loudness.rangeLu(),
                loudness.truePeakDbtp(),
                loudness.clippedShare(),
                quality.quality(lufs, loudness.clippedShare()),
                tally.findings(declaredMs, decodedMs, clock));
    }

    private long decodedMs() {
        return SourceClock.toMs(queue.added());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            timeline.close();
            frames.close();
            container.close();
        }
    }
}
