package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import io.linernotes.enrichment.audio.AudioStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decodes as is often done: with one resampler, set up for the first frame. Here to show that a crash is noticed. Never
 * run in a process that is still needed.
 */
final class NaiveProgram {
    private static final int MOST_SAMPLES = 1 << 16;

    private NaiveProgram() {}

    /** @param arguments the recording */
    public static void main(String[] arguments) {
        // Nothing is freed: the process ends.
        AVFormatContext container = new AVFormatContext((Pointer) null);
        check(avformat_open_input(container, arguments[0], null, (AVDictionary) null));
        check(avformat_find_stream_info(container, (PointerPointer<?>) null));
        AVCodec decoder = avcodec_find_decoder(container.streams(0).codecpar().codec_id());
        AVCodecContext codec = avcodec_alloc_context3(decoder);
        check(avcodec_parameters_to_context(codec, container.streams(0).codecpar()));
        check(avcodec_open2(codec, decoder, (AVDictionary) null));
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        SwrContext resampler = null;
        FloatPointer plane = new FloatPointer(MOST_SAMPLES);
        PointerPointer<FloatPointer> output = new PointerPointer<FloatPointer>(1).put(0, plane);
        long samples = 0;
        while (av_read_frame(container, packet) >= 0) {
            avcodec_send_packet(codec, packet);
            av_packet_unref(packet);
            while (avcodec_receive_frame(codec, frame) == 0) {
                resampler = resampler == null ? resampler(frame) : resampler;
                samples += swr_convert(resampler, output, MOST_SAMPLES, frame.extended_data(), frame.nb_samples());
            }
        }
        plane.close();
        System.out.println("survived: " + samples + " samples");
    }

    private static SwrContext resampler(AVFrame first) {
        AVChannelLayout mono = new AVChannelLayout();
        av_channel_layout_default(mono, 1);
        SwrContext context = new SwrContext((Pointer) null);
        check(swr_alloc_set_opts2(
                context,
                mono,
                AV_SAMPLE_FMT_FLT,
                AudioStream.SAMPLE_RATE,
                first.ch_layout(),
                first.format(),
                first.sample_rate(),
                0,
                null));
        check(swr_init(context));
        return context;
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("libav says " + result);
        }
    }
}
