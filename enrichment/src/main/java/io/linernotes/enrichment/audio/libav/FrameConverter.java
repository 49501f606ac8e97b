package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_NB;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_compare;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import io.linernotes.enrichment.audio.AudioStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one shape to float32 planes at their own rate, and those to mono at 16 kHz. A frame of another shape needs
 * another converter: libav would read past the end of the frame's memory and take the whole process down.
 */
final class FrameConverter implements AutoCloseable {
    static final int MOST_CHANNELS = 64;

    private static final int LONGEST_LAYOUT_NAME = 128;
    private static final int LOWEST_RATE_HZ = 1_000;
    private static final int HIGHEST_RATE_HZ = 6_000_000;

    private final int rate;
    private final int format;
    private final AVChannelLayout sourceLayout = new AVChannelLayout();
    private final AVChannelLayout layout = new AVChannelLayout();
    private final AVChannelLayout mono = new AVChannelLayout();
    private final @Nullable SwrContext planar;
    private final SwrContext resampler;
    private final float[][] planes;
    private final NativePlanes source;
    private final NativePlanes target = new NativePlanes(1);
    private float[] converted = new float[0];

    /** Whether a frame has a shape that can be converted at all. */
    static boolean isUsable(AVFrame frame) {
        int channels = frame.ch_layout().nb_channels();
        return frame.nb_samples() > 0
                && frame.sample_rate() >= LOWEST_RATE_HZ
                && frame.sample_rate() <= HIGHEST_RATE_HZ
                && channels >= 1
                && channels <= MOST_CHANNELS
                && frame.format() >= 0
                && frame.format() < AV_SAMPLE_FMT_NB
                && frame.extended_data(0) != null;
    }

    /** Prepares for usable frames like this one; {@link #isOpen} says whether libav can convert them. */
    FrameConverter(AVFrame frame) {
        rate = frame.sample_rate();
        format = frame.format();
        av_channel_layout_copy(sourceLayout, frame.ch_layout());
        int channels = sourceLayout.nb_channels();
        if (sourceLayout.order() == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(layout, channels);
        } else {
            av_channel_layout_copy(layout, sourceLayout);
        }
        av_channel_layout_default(mono, 1);
        planar = format == AV_SAMPLE_FMT_FLTP ? null : open(layout, AV_SAMPLE_FMT_FLTP, rate, layout, format, rate);
        resampler = open(mono, AV_SAMPLE_FMT_FLT, AudioStream.SAMPLE_RATE, layout, AV_SAMPLE_FMT_FLTP, rate);
        planes = new float[channels][0];
        source = new NativePlanes(channels);
    }

    private static SwrContext open(
            AVChannelLayout toLayout, int toFormat, int toRate, AVChannelLayout layout, int format, int rate) {
        SwrContext context = new SwrContext((Pointer) null);
        swr_alloc_set_opts2(context, toLayout, toFormat, toRate, layout, format, rate, 0, null);
        if (!context.isNull()) {
            // Stereo becomes the mean of both sides, not 3 dB more: what integer output gives by default.
            av_opt_set_double(context, "rematrix_maxval", 1.0, 0);
            if (swr_init(context) < 0) {
                swr_free(context);
            }
        }
        return context;
    }

    boolean isOpen() {
        return !resampler.isNull() && (planar == null || !planar.isNull());
    }

    boolean matches(AVFrame frame) {
        return frame.sample_rate() == rate
                && frame.format() == format
                && av_channel_layout_compare(frame.ch_layout(), sourceLayout) == 0;
    }

    int rate() {
        return rate;
    }

    int channels() {
        return planes.length;
    }

    /** What the channels are, for example {@code stereo}; where the file does not say, what is usual for their number. */
    String layoutName() {
        byte[] name = new byte[LONGEST_LAYOUT_NAME];
        av_channel_layout_describe(layout, name, name.length);
        return new String(name, StandardCharsets.US_ASCII).replaceFirst("\\x00.*", "");
    }

    /** Weights of ITU-R BS.1770 for the channels, in their order. */
    double[] channelWeights() {
        return ChannelWeights.of(layout);
    }

    /**
     * Copies a frame that {@link #matches} out of native memory.
     *
     * @return its samples, float32, [channels][at least as many as the frame has]; valid until the next call; null when
     *     libav could not convert them
     */
    float @Nullable [][] planes(AVFrame frame) {
        int count = frame.nb_samples();
        for (int channel = 0; channel < planes.length; channel++) {
            if (planes[channel].length < count) {
                planes[channel] = new float[count];
            }
        }
        if (planar == null) {
            for (int channel = 0; channel < planes.length; channel++) {
                new FloatPointer(frame.extended_data(channel)).get(planes[channel], 0, count);
            }
            return planes;
        }
        source.reserve(count);
        if (swr_convert(planar, source.pointers(), count, frame.extended_data(), count) != count) {
            return null;
        }
        source.read(planes, count);
        return planes;
    }

    /** Resamples a part of the planes and puts what comes out into the queue. */
    void resample(float[][] samples, int offset, int count, SampleQueue queue) {
        source.reserve(count);
        source.write(samples, offset, count);
        target.reserve(swr_get_out_samples(resampler, count));
        deliver(swr_convert(resampler, target.pointers(), target.capacity(), source.pointers(), count), queue);
    }

    /** Puts what the resampler still holds into the queue. */
    void drain(SampleQueue queue) {
        target.reserve(Math.max(1, swr_get_out_samples(resampler, 0)));
        int written = swr_convert(resampler, target.pointers(), target.capacity(), null, 0);
        while (written > 0) {
            deliver(written, queue);
            written = swr_convert(resampler, target.pointers(), target.capacity(), null, 0);
        }
    }

    /** Forgets the sound so far, after {@link #drain}, for sound that does not follow it. */
    void restart() {
        swr_close(resampler);
        swr_init(resampler);
    }

    private void deliver(int count, SampleQueue queue) {
        if (count <= 0) {
            return;
        }
        if (converted.length < count) {
            converted = new float[count];
        }
        target.plane(0).get(converted, 0, count);
        queue.add(converted, count);
    }

    @Override
    public void close() {
        if (planar != null) {
            swr_free(planar);
        }
        swr_free(resampler);
        source.close();
        target.close();
        av_channel_layout_uninit(sourceLayout);
        av_channel_layout_uninit(layout);
        av_channel_layout_uninit(mono);
        sourceLayout.close();
        layout.close();
        mono.close();
    }
}
