package io.linernotes.enrichment.llm.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The few file operations of a ledger, each with a promise. Paths are those of the file system, as texts. */
public interface LedgerFiles {
    /** A file that is written at its end only. */
    interface AppendedFile extends Closeable {
        /** Adds bytes; they outlive this process when this returns, but not yet the machine. */
        void append(byte[] bytes) throws IOException;

        /** Returns when all that was appended is on disk. */
        void force() throws IOException;
    }

    /** Creates a file, and its folder if need be; fails if the file exists. */
    AppendedFile create(String file) throws IOException;

    /** Opens a file for reading from an offset. */
    InputStream open(String file, long offset) throws IOException;

    /** The names in a folder, sorted; none if there is no such folder. */
    List<String> list(String folder) throws IOException;
}
