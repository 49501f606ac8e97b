package io.linernotes.enrichment.recording;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an episode besides its sound, from a manifest, a feed or the tags in the file.
 *
 * @param show podcast, series or author
 * @param title title of the episode or book
 * @param published date or instant as the source wrote it, ISO 8601 where it could be read as such
 * @param language ISO 639-1 code of the spoken language
 * @param description show notes, plain text
 * @param artist who speaks or wrote, as the file says
 * @param album album or book that the recording is a part of, as the file says
 */
public record EpisodeMetadata(
        @Nullable String show,
        @Nullable String title,
        @Nullable String published,
        @Nullable String language,
        @Nullable String description,
        @Nullable String artist,
        @Nullable String album)
        implements Serializable {

    /** What lists of episodes tell: all but what only a file says. */
    public EpisodeMetadata(
            @Nullable String show,
            @Nullable String title,
            @Nullable String published,
            @Nullable String language,
            @Nullable String description) {
        this(show, title, published, language, description, null, null);
    }

    /** Nothing known. */
    public static final EpisodeMetadata NONE = new EpisodeMetadata(null, null, null, null, null);

    /** These values, completed by {@code other} where they are absent. */
    public EpisodeMetadata orElse(EpisodeMetadata other) {
        return new EpisodeMetadata(
                show != null ? show : other.show,
                title != null ? title : other.title,
                published != null ? published : other.published,
                language != null ? language : other.language,
                description != null ? description : other.description,
                artist != null ? artist : other.artist,
                album != null ? album : other.album);
    }
}
