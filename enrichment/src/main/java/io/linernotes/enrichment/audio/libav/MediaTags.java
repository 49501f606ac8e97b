package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** What the creator wrote into the file. All of it is foreign text and foreign numbers: cut, cleaned, put in order. */
final class MediaTags {
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int MOST_CHAPTERS = 2_000;
    private static final AVRational MILLISECONDS = new AVRational().num(1).den(1000);
    private static final Map<String, String> LANGUAGES = languages();

    private MediaTags() {}

    /** Tags of the container, completed by those of the stream (Ogg keeps them there). */
    static EpisodeMetadata metadata(AVFormatContext context, AVStream stream) {
        Map<String, String> tags = read(stream.metadata());
        tags.putAll(read(context.metadata()));
        return new EpisodeMetadata(
                first(tags, LONGEST_NAME, "show", "podcast", "album", "album_artist", "artist", "author"),
                first(tags, LONGEST_NAME, "title"),
                first(tags, LONGEST_NAME, "date", "year"),
                language(first(tags, LONGEST_NAME, "language", "tlan")),
                first(tags, LONGEST_DESCRIPTION, "description", "synopsis", "podcastdesc", "comment"));
    }

    /** Chapters as written, by start; at most two thousand. Ends may lie beyond the recording. */
    static List<EmbeddedChapter> chapters(AVFormatContext context) {
        List<EmbeddedChapter> chapters = new ArrayList<>();
        int count = Math.min(context.nb_chapters(), MOST_CHAPTERS);
        for (int i = 0; i < count; i++) {
            AVChapter chapter = context.chapters(i);
            long start = Math.max(0, av_rescale_q(chapter.start(), chapter.time_base(), MILLISECONDS));
            long end = Math.max(start, av_rescale_q(chapter.end(), chapter.time_base(), MILLISECONDS));
            String title = first(read(chapter.metadata()), LONGEST_NAME, "title");
            chapters.add(new EmbeddedChapter(new TimeRange(start, end), title == null ? "" : title));
        }
        chapters.sort(Comparator.comparingLong(chapter -> chapter.range().startMs()));
        return chapters;
    }

    /** Chapters cut to a duration, so that none begins at or after its end or reaches into the next. */
    static List<EmbeddedChapter> within(List<EmbeddedChapter> chapters, long durationMs) {
        List<EmbeddedChapter> inside = new ArrayList<>();
        for (int i = 0; i < chapters.size(); i++) {
            EmbeddedChapter chapter = chapters.get(i);
            long limit = i + 1 < chapters.size()
                    ? Math.min(durationMs, chapters.get(i + 1).range().startMs())
                    : durationMs;
            long start = chapter.range().startMs();
            if (start < durationMs) {
                long end = Math.max(start, Math.min(chapter.range().endMs(), limit));
                inside.add(new EmbeddedChapter(new TimeRange(start, end), chapter.title()));
            }
        }
        return inside;
    }

    private static Map<String, String> read(@Nullable AVDictionary dictionary) {
        Map<String, String> tags = new HashMap<>();
        if (dictionary == null) {
            return tags;
        }
        AVDictionaryEntry entry = av_dict_iterate(dictionary, null);
        while (entry != null) {
            tags.putIfAbsent(text(entry.key()).toLowerCase(Locale.ROOT), text(entry.value()));
            entry = av_dict_iterate(dictionary, entry);
        }
        return tags;
    }

    private static String text(BytePointer pointer) {
        return pointer.getString(StandardCharsets.UTF_8);
    }

    private static @Nullable String first(Map<String, String> tags, int longest, String... names) {
        for (String name : names) {
            String value = clean(tags.getOrDefault(name, ""), longest);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** Without control characters except line breaks, and without the replacement of broken encodings. */
    private static String clean(String text, int longest) {
        String visible = text.replace("\r\n", "\n")
                .replaceAll("[\\p{Cc}\\x{FFFD}&&[^\\n\\t]]", "")
                .strip();
        if (visible.length() <= longest) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(longest - 1)) ? longest - 1 : longest;
        return visible.substring(0, end);
    }

    private static @Nullable String language(@Nullable String tag) {
        return tag == null ? null : LANGUAGES.get(tag.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", ""));
    }

    /** ISO 639-1 codes by themselves and by both forms of their ISO 639-2 codes. */
    private static Map<String, String> languages() {
        Map<String, String> languages = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            if (code.length() == 2) {
                languages.put(code, code);
                languages.put(Locale.forLanguageTag(code).getISO3Language(), code);
            }
        }
        // The bibliographic forms that differ.
        List.of("alb:sq", "arm:hy", "baq:eu", "bur:my", "chi:zh", "cze:cs", "dut:nl", "fre:fr", "geo:ka", "ger:de")
                .forEach(pair -> languages.put(pair.substring(0, 3), pair.substring(4)));
        List.of("gre:el", "ice:is", "mac:mk", "mao:mi", "may:ms", "per:fa", "rum:ro", "slo:sk", "tib:bo", "wel:cy")
                .forEach(pair -> languages.put(pair.substring(0, 3), pair.substring(4)));
        return languages;
    }
}
