package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.linernotes.enrichment.audio.DecodingConfig;
import java.util.StringJoiner;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** What libav may open, and how much of it. */
final class AllowedInput {
    /** Plain containers of sound, or of film with sound. None of them can name another file. */
    private static final String FORMATS = "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,"
            + "loas,m4a,matroska,mov,mp3,mp4,mpc,mpc8,mpeg,mpegts,nistsphere,ogg,tak,tta,voc,w64,wav,webm,wv";
    /** Not even film decoders are opened: pictures are none of our business. */
    private static final String CODECS = audioDecoders();
    /** The name of no protocol. */
    private static final String NO_PROTOCOL = "none";

    private AllowedInput() {}

    /** The options for opening an input; the caller frees them. */
    static AVDictionary options(DecodingConfig config) {
        AVDictionary options = new AVDictionary((Pointer) null);
        av_dict_set(options, "format_whitelist", FORMATS, 0);
        av_dict_set(options, "codec_whitelist", CODECS, 0);
        av_dict_set(options, "protocol_whitelist", NO_PROTOCOL, 0);
        av_dict_set(options, "probesize", Long.toString(config.probeBytes()), 0);
        av_dict_set(
                options,
                "analyzeduration",
                Long.toString(config.analyzeDuration().toNanos() / 1000),
                0);
        // One more than allowed, so that "too many" can be told from "broken".
        av_dict_set(options, "max_streams", Integer.toString(config.maxStreams() + 1), 0);
        return options;
    }

    private static String audioDecoders() {
        StringJoiner names = new StringJoiner(",");
        try (PointerPointer<Pointer> state = new PointerPointer<>(1)) {
            state.put(0, (Pointer) null);
            AVCodec codec = av_codec_iterate(state);
            while (codec != null) {
                if (av_codec_is_decoder(codec) != 0 && codec.type() == AVMEDIA_TYPE_AUDIO) {
                    names.add(codec.name().getString());
                }
                codec = av_codec_iterate(state);
            }
        }
        return names.toString();
    }
}
