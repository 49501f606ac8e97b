package io.linernotes.jobs.claims;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * What the driver says to an executor, as bytes. An executor's messages are read with the class loader of Spark's own jars; it
 * does not know the classes of an application that was submitted, and hangs up on them. Bytes are read here, where they are
 * known.
 */
final class DeskReply {
    private DeskReply() {}

    static byte[] of(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(value);
        } catch (IOException e) {
            throw new IllegalStateException("A reply of the desk cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes) {
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("A reply of the desk cannot be read", e);
        }
    }
}
