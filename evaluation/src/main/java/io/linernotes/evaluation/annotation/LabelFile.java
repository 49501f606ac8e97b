package io.linernotes.evaluation.annotation;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A sheet that came back.
 *
 * @param name path, as messages call it
 * @param text null when it is not UTF-8
 */
public record LabelFile(String name, @Nullable String text) {
    /** From the bytes of a file, with or without a byte order mark. */
    public static LabelFile of(String name, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return new LabelFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return new LabelFile(name, null);
        }
    }

    /** The name of the file without folders and ending. */
    String annotator() {
        return name.replaceFirst("^.*[/\\\\]", "").replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
