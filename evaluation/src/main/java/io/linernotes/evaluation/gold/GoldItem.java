package io.linernotes.evaluation.gold;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say is right about one recording. A null or an empty list means "not known" or "does not apply".
 *
 * @param id unique in its set
 * @param show podcast, author, corpus or kind of meeting: the cluster for statistics
 * @param language ISO 639-1 code; {@code und} where nothing is spoken
 * @param kind for example {@code podcast} or {@code audiobook}
 * @param published date in ISO 8601
 * @param description show notes
 * @param audio path of the audio file, relative to the set's folder
 * @param sameAs id of another item that is the same recording in another encoding: output must agree
 * @param text reference text; empty means that nothing is spoken, null that no exact text is known
 * @param textAlternatives other correct reference texts
 * @param transcript path of the WebVTT file, relative to the set's folder
 * @param durationMs decoded length of the audio; without audio, the end of the last cue
 * @param sentences exact, in order
 * @param chapters sorted by start, all starts different; the first may be above 0
 * @param summary of the whole item
 * @param topics tags
 * @param claims statements of any origin that people held against the recording: what judges are compared with
 * @param licence of the item
 * @param cueStarts where the transcript's cues start, ascending, in milliseconds; empty until the transcript was read
 */
public record GoldItem(
        String id,
        @Nullable String show,
        @Nullable String title,
        @Nullable String language,
        @Nullable String kind,
        @Nullable String published,
        @Nullable String description,
        @Nullable String audio,
        @Nullable String sameAs,
        @Nullable String text,
        List<String> textAlternatives,
        @Nullable String transcript,
        @Nullable Long durationMs,
        @Nullable GoldTimes times,
        List<GoldSentence> sentences,
        List<GoldChapter> chapters,
        @Nullable String summary,
        List<String> topics,
        List<GoldClaim> claims,
        @Nullable String licence,
        List<Long> cueStarts)
        implements Serializable {
    public GoldItem {
        textAlternatives = List.copyOf(textAlternatives);
        sentences = List.copyOf(sentences);
        chapters = List.copyOf(chapters);
        topics = List.copyOf(topics);
        claims = List.copyOf(claims);
        cueStarts = List.copyOf(cueStarts);
    }

    /** The same with the starts of its transcript's cues. */
    public GoldItem withCueStarts(List<Long> starts) {
        return new GoldItem(
                id,
                show,
                title,
                language,
                kind,
                published,
                description,
                audio,
                sameAs,
                text,
                textAlternatives,
                transcript,
                durationMs,
                times,
                sentences,
                chapters,
                summary,
                topics,
                claims,
                licence,
                starts);
    }

    /** The show, or the id where none is named: an item without a show is its own cluster. */
    public String cluster() {
        return show != null ? show : id;
    }
}
