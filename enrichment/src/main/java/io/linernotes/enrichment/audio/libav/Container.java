package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_DEFAULT;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;

/** An opened container: its one chosen audio stream, and the packets of that stream. */
final class Container implements AutoCloseable {
    private static final AVRational MICROSECONDS = new AVRational().num(1).den(1_000_000);
    private static final AVRational SAMPLES = new AVRational().num(1).den(AudioStream.SAMPLE_RATE);

    private static final Set<String> COUNTING = Set.of("mp3", "flac");

    private final ByteInput input;
    private final WallClock clock;
    private final DecodingConfig config;
    private final AVFormatContext context;
    private final AVStream stream;
    private final int audioStreams;

    /** Takes ownership of {@code input}, also when this fails. */
    static Container open(ByteInput input, WallClock clock, DecodingConfig config) {
        AVFormatContext context = avformat_alloc_context();
        try {
            return new Container(input, clock, config, context);
        } catch (RuntimeException e) {
            close(context, input);
            throw e;
        }
    }

    private Container(ByteInput input, WallClock clock, DecodingConfig config, AVFormatContext context) {
        this.input = input;
        this.clock = clock;
        this.config = config;
        this.context = context;
        context.pb(input.context());
        check(openInput());
        if (context.nb_streams() > config.maxStreams()) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_LIMIT, "limit reached: streams > %d".formatted(config.maxStreams()));
        }
        discardAllBut(-1);
        check(avformat_find_stream_info(context, (PointerPointer<?>) null));
        int chosen = chooseStream();
        audioStreams = countAudioStreams();
        stream = context.streams(chosen);
        discardAllBut(chosen);
    }

    private int openInput() {
        AVDictionary options = AllowedInput.options(config);
        try {
            return avformat_open_input(context, (String) null, null, options);
        } finally {
            av_dict_free(options);
        }
    }

    private void check(int result) {
        checkInput();
        if (result >= 0) {
            return;
        }
        if (result == AVERROR_ENOMEM()) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_LIMIT,
                    "limit reached: streams > %d or one allocation > %d bytes"
                            .formatted(config.maxStreams(), config.maxAllocationBytes()));
        }
        if (result == AVERROR_EINVAL()) {
            throw new EnrichmentException(ErrorCode.MEDIA_FORBIDDEN_FORMAT, "container not allowed");
        }
        throw new EnrichmentException(
                ErrorCode.MEDIA_UNRECOGNISED,
                "no allowed container found in first %d bytes"
                        .formatted(Math.min(input.length(), config.probeBytes())));
    }

    /** Turns what a callback could not throw into an exception. */
    private void checkInput() {
        IOException failure = input.failure();
        if (failure != null) {
            throw new EnrichmentException(ErrorCode.MEDIA_UNREADABLE, "the file could not be read", failure);
        }
        if (clock.isOver()) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_LIMIT, "limit reached: decoding time > %d s".formatted(clock.limitSeconds()));
        }
    }

    private int chooseStream() {
        int first = -1;
        for (int i = 0; i < context.nb_streams(); i++) {
            if (isAudio(i) && avcodec_find_decoder(context.streams(i).codecpar().codec_id()) != null) {
                if ((context.streams(i).disposition() & AV_DISPOSITION_DEFAULT) != 0) {
                    return i;
                }
                first = first < 0 ? i : first;
            }
        }
        if (first < 0) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_NO_AUDIO,
                    "no audio stream that can be decoded, %d other streams".formatted(context.nb_streams()));
        }
        return first;
    }

    private int countAudioStreams() {
        int count = 0;
        for (int i = 0; i < context.nb_streams(); i++) {
            count += isAudio(i) ? 1 : 0;
        }
        return count;
    }

    private boolean isAudio(int index) {
        return context.streams(index).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO;
    }

    /** Keeps the chosen stream, or every audio stream while none is chosen. */
    private void discardAllBut(int chosen) {
        for (int i = 0; i < context.nb_streams(); i++) {
            boolean keep = chosen < 0 ? isAudio(i) : i == chosen;
            context.streams(i).discard(keep ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
        }
    }

    /**
     * Reads the next packet of the chosen stream; the caller releases it.
     *
     * @return 0, or a negative libav error; {@code AVERROR_EOF} at the end
     */
    int read(AVPacket packet) {
        int result = av_read_frame(context, packet);
        while (result >= 0 && packet.stream_index() != stream.index()) {
            av_packet_unref(packet);
            checkInput();
            result = av_read_frame(context, packet);
        }
        checkInput();
        if (result >= 0 && packet.size() > config.maxPacketBytes()) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_LIMIT, "limit reached: packet > %d bytes".formatted(config.maxPacketBytes()));
        }
        return result == AVERROR_EIO() ? AVERROR_EOF : result;
    }

    AVStream stream() {
        return stream;
    }

    AVFormatContext context() {
        return context;
    }

    String name() {
        return context.iformat().name().getString();
    }

    int audioStreams() {
        return audioStreams;
    }

    /** Length of the chosen stream in samples at 16 kHz as the container states it; 0 when it states none. */
    long declaredSamples() {
        // What libav guesses from the bit rate is no statement of the container.
        if (context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
            return 0;
        }
        boolean own = stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0;
        long samples = own
                ? av_rescale_q(stream.duration(), stream.time_base(), SAMPLES)
                : av_rescale_q(context.duration(), MICROSECONDS, SAMPLES);
        return Math.max(0, samples);
    }

    /** Whether the declared duration is a count of samples or frames, which nothing rounds. */
    boolean countsFrames() {
        return COUNTING.contains(name());
    }

    /** A time stamp of the chosen stream as samples at 16 kHz. */
    long toSamples(long timestamp) {
        return av_rescale_q(timestamp, stream.time_base(), SAMPLES);
    }

    @Override
    public void close() {
        close(context, input);
    }

    private static void close(AVFormatContext context, ByteInput input) {
        if (!context.isNull()) {
            avformat_close_input(context);
        }
        input.close();
    }
}
