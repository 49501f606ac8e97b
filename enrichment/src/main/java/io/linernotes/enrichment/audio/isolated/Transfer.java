package io.linernotes.enrichment.audio.isolated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.StreamCorruptedException;

/** Records on their way between the processes: a length as an int, then the record as Java serialises it. */
final class Transfer {
    /** Tags are text from the file; libav itself holds less. */
    private static final int MOST_BYTES = 16 << 20;

    /** A child that hostile bytes have taken over must not make its parent load a class of its choice. */
    private static final ObjectInputFilter OUR_RECORDS =
            ObjectInputFilter.Config.createFilter("io.linernotes.enrichment.**;java.base/*;!*");

    private Transfer() {}

    static void write(Serializable record, DataOutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(record);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    static <T> T read(Class<T> type, DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new StreamCorruptedException("Invalid length: " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            // The default looks for the caller's loader, which is not ours where Spark loads the application.
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
                return Class.forName(description.getName(), false, Transfer.class.getClassLoader());
            }
        }) {
            objects.setObjectInputFilter(OUR_RECORDS);
            return type.cast(objects.readObject());
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new StreamCorruptedException("Not a " + type.getSimpleName());
        }
    }
}
