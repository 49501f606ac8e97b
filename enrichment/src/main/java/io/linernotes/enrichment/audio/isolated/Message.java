package io.linernotes.enrichment.audio.isolated;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * What the child says to its parent: the sign of its kind in one byte, then the content. Numbers are big-endian. The
 * parent speaks first, with the configuration (see {@link Transfer}) and the length of the recording as a long; after that
 * it only answers {@link #READ}, with the number of bytes as an int, and the bytes.
 */
enum Message {
    /** The recording can be decoded. Empty. */
    OPENED('O'),
    /** Bytes are wanted: their position as a long, how many as an int. */
    READ('R'),
    /** Samples: how many as an int, at least 1, then floats. */
    SAMPLES('S'),
    /** The last sample was sent: the report, see {@link Transfer}. */
    REPORT('E'),
    /** The recording cannot be used: name of the code and sentence, both in modified UTF-8. */
    FAILED('F');

    /** Most samples in one message: a second. */
    static final int MOST_SAMPLES = 16_000;

    /** Most bytes in one answer. */
    static final int MOST_BYTES = 1 << 16;

    /** The parent's answer at the end of the recording, in place of a number of bytes. */
    static final int END = -1;

    /** The parent's answer when it could not read. */
    static final int UNREADABLE = -2;

    private final char sign;

    Message(char sign) {
        this.sign = sign;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeByte(sign);
    }

    static Message readFrom(DataInputStream in) throws IOException {
        int sign = in.readUnsignedByte();
        for (Message message : values()) {
            if (message.sign == sign) {
                return message;
            }
        }
        throw new StreamCorruptedException("Unknown message: " + sign);
    }
}
