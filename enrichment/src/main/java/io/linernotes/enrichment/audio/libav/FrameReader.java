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
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** The decoder of one stream: packets of a container in, frames out. */
final class FrameReader implements AutoCloseable {
    private final Container container;
    private final DecodingTally tally;
    private final AVCodecContext codec;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private boolean shortPacket;

    /** The caller keeps ownership of {@code container}. */
    FrameReader(Container container, DecodingTally tally) {
        this.container = container;
        this.tally = tally;
        AVStream stream = container.stream();
        AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
        codec = avcodec_alloc_context3(decoder);
        avcodec_parameters_to_context(codec, stream.codecpar());
        codec.pkt_timebase(stream.time_base());
        codec.thread_count(1);
        if (avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
            close();
            throw new EnrichmentException(
                    ErrorCode.MEDIA_UNRECOGNISED, "codec %s cannot be decoded".formatted(codecName(container)));
        }
    }

    static String codecName(Container container) {
        return avcodec_get_name(container.stream().codecpar().codec_id()).getString();
    }

    /** The next frame, valid until the next call; null at the end. */
    @Nullable
    AVFrame next() {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result == 0) {
                if (frame.decode_error_flags() != 0) {
                    tally.damagedPacket();
                }
                return frame;
            }
            if (result == AVERROR_EOF) {
                return null;
            }
            if (result == AVERROR_EAGAIN()) {
                feed();
            } else {
                tally.damagedPacket();
            }
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

    @Override
    public void close() {
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
    }
}
