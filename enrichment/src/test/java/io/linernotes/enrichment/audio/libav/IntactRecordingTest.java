package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings with nothing wrong, of which nothing may be said: encoders, bit rates, lengths. */
class IntactRecordingTest {
    private static final List<String> LENGTHS = List.of("0.3", "1.37", "4", "7.777");
    private static final List<String> FORMATS = List.of(
            "mp3 -b:a 64k",
            "mp3 -b:a 128k -ac 2",
            "mp3 -q:a 2",
            "mp3 -q:a 9 -ar 22050",
            "mp3 -b:a 16k -ar 8000",
            "mp3 -b:a 48k -write_xing 0",
            "mp3 -abr 1 -b:a 96k",
            "m4a -b:a 48k",
            "m4a -b:a 160k -ac 2 -movflags +faststart",
            "m4a -b:a 24k -ar 8000",
            "m4a -c:a alac",
            "mp4 -b:a 64k -movflags +frag_keyframe+empty_moov -frag_duration 1000000",
            "aac -b:a 64k",
            "opus -b:a 12k",
            "opus -b:a 96k -ac 2",
            "opus -b:a 32k -frame_duration 60",
            "ogg -c:a vorbis -strict -2 -ac 2",
            "ogg -c:a flac",
            "ogg -c:a libspeex -ar 16000",
            "flac -compression_level 0",
            "flac -ar 8000 -compression_level 12",
            "wav -c:a pcm_s16le",
            "wav -c:a pcm_mulaw -ar 8000",
            "wav -c:a adpcm_ima_wav",
            "wav -c:a adpcm_ms -ar 11025",
            "wav -c:a libmp3lame",
            "w64 -c:a pcm_s16le",
            "mka -c:a libmp3lame",
            "webm -c:a libopus",
            "mkv -c:a pcm_s24le",
            "aiff -c:a pcm_s16be",
            "au -c:a pcm_s16be",
            "caf -c:a pcm_s16le",
            "wma -c:a wmav2",
            "ac3 -b:a 96k",
            "amr -c:a libopencore_amrnb -ar 8000 -ac 1");

    @TempDir
    Path folder;

    @Test
    void findsNothingWrong() throws IOException {
        Path wav = Files.write(folder.resolve("sound.wav"), TestSound.wav16(44_100, TestSound.chirp(8, 44_100, 1)));
        List<Path> files = new ArrayList<>();
        List<String> command = new ArrayList<>(List.of("-i", wav.toString()));
        for (String length : LENGTHS) {
            for (String format : FORMATS) {
                List<String> words = List.of(format.split(" "));
                Path file = folder.resolve(files.size() + "." + words.get(0));
                files.add(file);
                command.addAll(List.of("-t", length));
                command.addAll(words.subList(1, words.size()));
                command.add(file.toString());
            }
        }
        Ffmpeg.run(command.toArray(String[]::new));

        List<String> flagged = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Outcome outcome = Outcome.of(files.get(i));
            if (!outcome.row().equals("OK")) {
                flagged.add(
                        FORMATS.get(i % FORMATS.size()) + ", " + LENGTHS.get(i / FORMATS.size()) + " s: " + outcome);
            }
        }
        System.out.printf("intact: %d of %d flagged%n", flagged.size(), files.size());
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(flagged).isEmpty();
    }
}
