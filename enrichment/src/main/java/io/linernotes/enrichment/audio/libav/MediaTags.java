package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** What the creator wrote into the file. All of it is foreign text: cut and cleaned. */
final class MediaTags {
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char BROKEN = '\uFFFD';
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\x{FFFD}\\x{FEFF}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\\n\\t]]");
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
                language(first(tags, LONGEST_NAME, "language", "tlan", "tla")),
                first(tags, LONGEST_DESCRIPTION, "description", "synopsis", "podcastdesc", "comment"),
                first(tags, LONGEST_NAME, "artist", "album/artist", "author", "album_artist"),
                first(tags, LONGEST_NAME, "album", "album/title"));
    }

    /** Title of a chapter; empty when it has none. */
    static String title(AVChapter chapter) {
        String title = first(read(chapter.metadata()), LONGEST_NAME, "title");
        return title == null ? "" : title;
    }

    /** A title or name on one line, without what cannot be seen, cut to 500 characters. */
    static String cleanName(String text) {
        return clean(text, LONGEST_NAME).replaceAll("\\s+", " ");
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

    /** libav passes ID3v1 and WAV texts on as they are: what is no UTF-8 at all is what Windows wrote before there was any. */
    private static String text(BytePointer pointer) {
        byte[] bytes = pointer.getStringBytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean foreign = text.indexOf(BROKEN) >= 0 && text.chars().allMatch(c -> c < 0x80 || c == BROKEN);
        return foreign ? new String(bytes, WINDOWS) : text;
    }

    private static @Nullable String first(Map<String, String> tags, int longest, String... names) {
        for (String name : names) {
            String tag = tags.getOrDefault(name, "");
            String value = longest == LONGEST_NAME ? cleanName(tag) : clean(tag, longest);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** Without control characters except line breaks, marks that turn the direction, and traces of broken encodings. */
    private static String clean(String text, int longest) {
        String start = text.length() <= 2 * longest ? text : text.substring(0, 2 * longest);
        String visible =
                INVISIBLE.matcher(start.replace("\r\n", "\n")).replaceAll("").strip();
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
