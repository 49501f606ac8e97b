package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_CENTER;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_BACK_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_LOW_FREQUENCY_2;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHAN_SIDE_RIGHT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_channel_from_index;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;

/** How much each channel counts towards loudness (ITU-R BS.1770-5, table 3). */
final class ChannelWeights {
    private static final double SURROUND = 1.41;
    private static final Set<Integer> LOW_FREQUENCY = Set.of(AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2);
    private static final Set<Integer> SURROUNDING =
            Set.of(AV_CHAN_BACK_LEFT, AV_CHAN_BACK_RIGHT, AV_CHAN_BACK_CENTER, AV_CHAN_SIDE_LEFT, AV_CHAN_SIDE_RIGHT);

    private ChannelWeights() {}

    /** One weight per channel, in their order. */
    static double[] of(AVChannelLayout layout) {
        double[] weights = new double[layout.nb_channels()];
        for (int i = 0; i < weights.length; i++) {
            int channel = av_channel_layout_channel_from_index(layout, i);
            weights[i] = LOW_FREQUENCY.contains(channel) ? 0 : SURROUNDING.contains(channel) ? SURROUND : 1;
        }
        return weights;
    }
}
