package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

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
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** One recording on its way from packets to samples. Owns all native memory of it; used by one thread at a time. */
final class LibavAudioStream implements AudioStream {
    private final Container container;
    private final WallClock wall;
    private final long bytes;
    private final Duration longest;
    private final DecodingTally tally;
    private final SourceClock clock;
    private final String codecName;
    private final AVCodecContext codec;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final SampleQueue queue = new SampleQueue();
    private final LoudnessMeter loudness = new LoudnessMeter();
    private final QualityMeter quality = new QualityMeter();
    private final EpisodeMetadata tags;
    private final List<EmbeddedChapter> chapters;
    private final long declaredMs;
    private @Nullable FrameConverter converter;
    /** Where the sound that the present converter was given begins, and how much that is at its own rate. */
    private long converterStart;

    private long converterInput;
    private int sourceRate;
    private int sourceChannels;
    private boolean shortPacket;
    private boolean finished;
    private boolean closed;

    /** Takes ownership of {@code container}, also when this fails. */
    LibavAudioStream(Container container, WallClock wall, FileEnd fileEnd, Duration longest) {
        this.container = container;
        this.wall = wall;
        this.longest = longest;
        bytes = fileEnd.length();
        long declaredSamples = Math.max(container.declaredSamples(), fileEnd.declaredSamples());
        declaredMs = SourceClock.toMs(declaredSamples);
        clock = new SourceClock(declaredSamples);
        tally = new DecodingTally(
                bytes, container.audioStreams(), container.stream().index(), fileEnd.markMissing());
        tags = MediaTags.metadata(container.context(), container.stream());
        chapters = MediaTags.chapters(container.context());
        AVCodec decoder = avcodec_find_decoder(container.stream().codecpar().codec_id());
        codecName = avcodec_get_name(container.stream().codecpar().codec_id()).getString();
        codec = avcodec_alloc_context3(decoder);
        openCodec(decoder);
    }

    private void openCodec(AVCodec decoder) {
        avcodec_parameters_to_context(codec, container.stream().codecpar());
        codec.pkt_timebase(container.stream().time_base());
        codec.thread_count(1);
        if (avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
            close();
            throw new EnrichmentException(
                    ErrorCode.MEDIA_UNRECOGNISED, "codec %s cannot be decoded".formatted(codecName));
        }
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

    /** One packet into the decoder, or one frame out of it. */
    private void step() {
        int result = avcodec_receive_frame(codec, frame);
        if (result == 0) {
            accept();
        } else if (result == AVERROR_EAGAIN()) {
            feed();
        } else if (result == AVERROR_EOF) {
            finish();
        } else {
            tally.damagedPacket();
        }
        wall.decoded(decodedMs());
        if (queue.added() > longest.toSeconds() * SAMPLE_RATE) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_TOO_LONG,
                    "%d h over limit %d h".formatted(decodedMs() / 3_600_000, longest.toHours()));
        }
    }

    private void feed() {
        int result = container.read(packet);
        if (result < 0) {
            if (result != AVERROR_EOF) {
                tally.damagedPacket();
            }
            avcodec_send_packet(codec, (AVPacket) null);
            return;
        }
        if (shortPacket) {
            tally.damagedPacket();
        }
        // The last packet of a plain stream may be short, and of any cut one: that is for the duration to tell.
        shortPacket = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
        if (avcodec_send_packet(codec, packet) < 0) {
            tally.damagedPacket();
        }
        av_packet_unref(packet);
    }

    private void accept() {
        if (!FrameConverter.isUsable(frame)) {
            tally.damagedPacket();
            return;
        }
        FrameConverter current = converterFor();
        float[][] planes = current.isOpen() ? current.planes(frame) : null;
        if (planes == null) {
            tally.damagedPacket();
            return;
        }
        if (frame.decode_error_flags() != 0) {
            tally.damagedPacket();
        }
        int count = frame.nb_samples();
        int cut = align(current, count);
        if (cut < count) {
            tally.badSamples(FiniteSamples.replace(planes, cut, count - cut));
            loudness.add(planes, cut, count - cut);
            current.resample(planes, cut, count - cut, queue);
            converterInput += count - cut;
        }
    }

    /** The present converter, or a new one when the frame's shape is new. */
    private FrameConverter converterFor() {
        FrameConverter current = converter;
        if (current != null && current.matches(frame)) {
            return current;
        }
        if (current == null) {
            sourceRate = frame.sample_rate();
            sourceChannels = frame.ch_layout().nb_channels();
        } else {
            tally.formatChange();
            retire(current);
        }
        return begin();
    }

    private FrameConverter begin() {
        FrameConverter next = new FrameConverter(frame);
        converter = next;
        converterStart = queue.added();
        converterInput = 0;
        loudness.shape(next.rate(), next.channelWeights());
        return next;
    }

    private void retire(FrameConverter current) {
        if (current.isOpen()) {
            current.drain(queue);
        }
        current.close();
        converter = null;
    }

    /** Brings the sound so far and the frame's time stamp together; the number of the frame's samples to leave out. */
    private int align(FrameConverter current, int count) {
        long stamp = frame.best_effort_timestamp();
        if (stamp == AV_NOPTS_VALUE) {
            return 0;
        }
        long expected = converterStart + converterInput * SAMPLE_RATE / current.rate();
        long correction = clock.correction(container.toSamples(stamp), expected);
        if (correction > 0) {
            current.drain(queue);
            queue.addSilence(expected + correction - queue.added());
            current.restart();
            converterStart = queue.added();
            converterInput = 0;
        }
        if (correction >= 0) {
            return 0;
        }
        int cut = (int) Math.min(count, -correction * current.rate() / SAMPLE_RATE);
        clock.cut((long) cut * SAMPLE_RATE / current.rate());
        return cut;
    }

    private void finish() {
        FrameConverter current = converter;
        if (current != null) {
            retire(current);
        }
        finished = true;
    }

    @Override
    public MediaReport report() {
        long decodedMs = decodedMs();
        Double lufs = loudness.integratedLufs();
        List<EmbeddedChapter> inside = MediaTags.within(chapters, decodedMs);
        tally.chaptersOutside(chapters.size() - inside.size());
        return new MediaReport(
                container.name(),
                codecName,
                Math.max(1, sourceChannels),
                sourceRate,
                decodedMs == 0 ? null : bytes * 8 * 1000 / decodedMs,
                declaredMs == 0 ? null : declaredMs,
                decodedMs,
                tags,
                inside,
                lufs,
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
        if (closed) {
            return;
        }
        closed = true;
        if (converter != null) {
            converter.close();
        }
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
        container.close();
    }
}
