package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.loudness.LoudnessMeter;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Lays frames of any shape side by side as mono sound at 16 kHz, each where its time stamp says. */
final class MonoTimeline implements AutoCloseable {
    private final Container container;
    private final SourceClock clock;
    private final DecodingTally tally;
    private final LoudnessMeter loudness;
    private final SampleQueue queue = new SampleQueue();
    private @Nullable FrameConverter converter;
    /** Where the sound that the present converter was given begins, and how much that is at its own rate. */
    private long converterStart;

    private long converterInput;
    private int sourceRateHz;
    private int sourceChannels;
    private @Nullable String sourceLayout;

    MonoTimeline(Container container, SourceClock clock, DecodingTally tally, LoudnessMeter loudness) {
        this.container = container;
        this.clock = clock;
        this.tally = tally;
        this.loudness = loudness;
    }

    /** What was laid out and is not taken yet. */
    SampleQueue queue() {
        return queue;
    }

    /** Of the first frame; 0 before it. */
    int sourceRateHz() {
        return sourceRateHz;
    }

    /** Of the first frame; 0 before it. */
    int sourceChannels() {
        return sourceChannels;
    }

    /** libav's name for the channels of the first frame; null before it. */
    @Nullable
    String sourceLayout() {
        return sourceLayout;
    }

    void add(AVFrame frame) {
        FrameConverter current = FrameConverter.isUsable(frame) ? converterFor(frame) : null;
        float[][] planes = current != null && current.isOpen() ? current.planes(frame) : null;
        if (current == null || planes == null) {
            tally.damagedPacket();
            return;
        }
        int count = frame.nb_samples();
        int cut = align(current, frame);
        if (cut < count) {
            tally.badSamples(FiniteSamples.replace(planes, cut, count - cut));
            loudness.add(planes, cut, count - cut);
            current.resample(planes, cut, count - cut, queue);
            converterInput += count - cut;
        }
    }

    /** Lays out what the resampler still holds. */
    void finish() {
        if (converter != null) {
            retire(converter);
        }
    }

    /** The present converter, or a new one when the frame's shape is new. */
    private FrameConverter converterFor(AVFrame frame) {
        FrameConverter current = converter;
        if (current != null && current.matches(frame)) {
            return current;
        }
        if (current == null) {
            sourceRateHz = frame.sample_rate();
            sourceChannels = frame.ch_layout().nb_channels();
        } else {
            tally.formatChange();
            retire(current);
        }
        FrameConverter next = new FrameConverter(frame);
        converter = next;
        sourceLayout = sourceLayout == null ? next.layoutName() : sourceLayout;
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
    private int align(FrameConverter current, AVFrame frame) {
        long stamp = frame.best_effort_timestamp();
        if (stamp == AV_NOPTS_VALUE) {
            return 0;
        }
        long expected = converterStart + converterInput * AudioStream.SAMPLE_RATE / current.rate();
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
        int cut = (int) Math.min(frame.nb_samples(), -correction * current.rate() / AudioStream.SAMPLE_RATE);
        clock.cut((long) cut * AudioStream.SAMPLE_RATE / current.rate());
        return cut;
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
            converter = null;
        }
    }
}
