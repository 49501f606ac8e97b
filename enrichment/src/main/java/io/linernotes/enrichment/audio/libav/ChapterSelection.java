package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.util.List;

/** Which chapters of a file a listener is meant to see, where libav does not tell. */
@FunctionalInterface
interface ChapterSelection {
    /** Chooses between the chapters that libav has read and those that it has not, in the order of the file. */
    List<EmbeddedChapter> of(List<EmbeddedChapter> read);

    /** Reads what the file says about its chapters besides what libav reads. */
    static ChapterSelection of(SeekableBytes bytes) throws IOException {
        Id3Chapters tagged = Id3Chapters.of(bytes);
        if (tagged.count() > 0) {
            // Of frames that are compressed or otherwise encoded, libav reads more.
            return read -> read.size() > tagged.count() ? read : tagged.visible();
        }
        List<EmbeddedChapter> edition = MatroskaChapters.of(bytes);
        return edition == null ? read -> read : read -> edition;
    }
}
