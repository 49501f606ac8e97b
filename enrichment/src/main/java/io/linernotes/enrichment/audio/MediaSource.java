package io.linernotes.enrichment.audio;

import java.io.IOException;

/**
 * The bytes of one recording, wherever they are stored. Decoders get their input only through this interface, never as
 * a path or URL, so that no name in a file can make them open another one.
 */
public interface MediaSource {
    /** A name for messages: the last part of the path. */
    String name();

    /** Opens the bytes at position 0. Every call gives an independent view; the caller closes it. */
    SeekableBytes open() throws IOException;
}
