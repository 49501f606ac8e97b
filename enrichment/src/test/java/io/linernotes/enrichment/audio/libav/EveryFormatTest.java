package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format that recordings come in becomes the sound that went in. */
class EveryFormatTest {
    private static final double SECONDS = 6;

    @TempDir
    static Path folder;

    private static Path wav;
    private static Path film;
    private static float[] sound;

    @BeforeAll
    static void makeSound() throws IOException {
        float[] chirp = TestSound.chirp(SECONDS, 48_000, 1);
        wav = Files.write(folder.resolve("sound.wav"), TestSound.wav16(48_000, chirp, chirp));
        film = Files.write(folder.resolve("film.rgb"), Recordings.noise(32 * 32 * 3 * 5 * (int) SECONDS));
        sound = Ffmpeg.decode(wav);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "mp3, libmp3lame, mp3, mp3, 0.9",
        "aac, aac, aac, aac, 0.9",
        "m4a, aac, 'mov,mp4,m4a,3gp,3g2,mj2', aac, 0.9",
        "m4b, aac -f ipod, 'mov,mp4,m4a,3gp,3g2,mj2', aac, 0.9",
        "mp4, aac, 'mov,mp4,m4a,3gp,3g2,mj2', aac, 0.9",
        "mov, aac, 'mov,mp4,m4a,3gp,3g2,mj2', aac, 0.9",
        "mov, pcm_s16le, 'mov,mp4,m4a,3gp,3g2,mj2', pcm_s16le, 0.999",
        "3gp, aac, 'mov,mp4,m4a,3gp,3g2,mj2', aac, 0.9",
        "m4a, alac, 'mov,mp4,m4a,3gp,3g2,mj2', alac, 0.999",
        "opus, libopus, ogg, opus, 0.9",
        "ogg, libopus, ogg, opus, 0.9",
        "ogg, vorbis -strict -2 -b:a 192k, ogg, vorbis, 0.9",
        "webm, libopus, 'matroska,webm', opus, 0.9",
        "webm, vorbis -strict -2 -b:a 192k, 'matroska,webm', vorbis, 0.9",
        "mkv, libopus, 'matroska,webm', opus, 0.9",
        "mkv, vorbis -strict -2 -b:a 192k, 'matroska,webm', vorbis, 0.9",
        "mka, aac, 'matroska,webm', aac, 0.9",
        "flac, flac, flac, flac, 0.999",
        "oga, flac, ogg, flac, 0.999",
        "spx, libspeex -ar 32000 -ac 1 -b:a 40k, ogg, speex, 0.7",
        "wav, pcm_s16le, wav, pcm_s16le, 0.999",
        "wav, pcm_s24le, wav, pcm_s24le, 0.999",
        "wav, pcm_u8, wav, pcm_u8, 0.9",
        "wav, pcm_f64le, wav, pcm_f64le, 0.999",
        "wav, pcm_alaw -ar 8000, wav, pcm_alaw, 0.9",
        "wav, adpcm_ima_wav, wav, adpcm_ima_wav, 0.9",
        "wav, pcm_s16le -rf64 always, wav, pcm_s16le, 0.999",
        "w64, pcm_s16le, w64, pcm_s16le, 0.999",
        "aiff, pcm_s16be, aiff, pcm_s16be, 0.999",
        "caf, pcm_s16be, caf, pcm_s16be, 0.999",
        "caf, alac, caf, alac, 0.999",
        "au, pcm_s16be, au, pcm_s16be, 0.999",
        "wma, wmav2, asf, wmav2, 0.9",
        "wma, wmav1, asf, wmav1, 0.9",
        "ac3, ac3, ac3, ac3, 0.9",
        "eac3, eac3, eac3, eac3, 0.9",
        "amr, libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k, amr, amr_nb, 0.7",
        "3gp, libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k, 'mov,mp4,m4a,3gp,3g2,mj2', amr_nb, 0.7",
        "amr, libvo_amrwbenc -ar 16000 -ac 1 -b:a 23.85k, amr, amr_wb, 0.7",
        "mp2, mp2 -b:a 256k, mp3, mp2, 0.9",
        "wv, wavpack, wv, wavpack, 0.999",
        "tta, tta, tta, tta, 0.999",
        "ts, aac, mpegts, aac, 0.9",
        "ts, mp2 -b:a 256k, mpegts, mp2, 0.9",
    })
    void decodesTheSoundThatWentIn(String extension, String codec, String container, String name, double likeness) {
        assertSound(
                Ffmpeg.convert(wav, folder.resolve("encoded." + extension), options(codec)), container, name, likeness);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "mp4, mpeg4 -c:a aac, 'mov,mp4,m4a,3gp,3g2,mj2', aac",
        "mkv, mpeg4 -c:a ac3, 'matroska,webm', ac3",
        "avi, mpeg4 -c:a libmp3lame, avi, mp3",
        "flv, flv -c:a aac -ar 44100, flv, aac",
        "mpg, mpeg1video -r 25 -c:a mp2 -b:a 256k, mpeg, mp2",
        "ts, mpeg2video -r 25 -c:a aac, mpegts, aac",
        "wmv, wmv2 -c:a wmav2, asf, wmav2",
    })
    void decodesTheSoundOfFilms(String extension, String codecs, String container, String name) {
        Path file = folder.resolve("film." + extension);
        String command = "-f rawvideo -pix_fmt rgb24 -s 32x32 -r 5 -i %s -i %s -c:v %s %s";
        Ffmpeg.run(command.formatted(film, wav, codecs, file).split(" "));

        assertSound(file, container, name, 0.9);
    }

    private static void assertSound(Path file, String container, String codec, double likeness) {
        Decoded decoded = Decoded.of(file);

        assertThat(decoded.report().container()).isEqualTo(container);
        assertThat(decoded.report().codec()).isEqualTo(codec);
        assertThat(decoded.report().findings()).isEmpty();
        assertThat((double) decoded.samples().size() / AudioStream.SAMPLE_RATE).isCloseTo(SECONDS, within(0.1));
        assertThat(Likeness.greatest(sound, decoded.samples(), AudioStream.SAMPLE_RATE, 5 * AudioStream.SAMPLE_RATE)
                        .value())
                .isGreaterThan(likeness);
    }

    private static String[] options(String codec) {
        return ("-c:a " + codec).split(" ");
    }
}
