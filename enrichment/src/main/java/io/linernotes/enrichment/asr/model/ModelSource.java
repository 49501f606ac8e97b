package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of a model lie. Names are paths inside the model's folder. */
interface ModelSource {
    boolean has(String file);

    /** Opens a file that is there; the caller closes it. */
    InputStream open(String file) throws IOException;

    /** Opens weights; the caller closes them. */
    Safetensors weights(String file) throws IOException;

    /** Part of the class path. */
    record Embedded(String model) implements ModelSource {
        @Override
        public boolean has(String file) {
            return Embedded.class.getResource(resource(file)) != null;
        }

        @Override
        public InputStream open(String file) throws IOException {
            InputStream in = Embedded.class.getResourceAsStream(resource(file));
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return in;
        }

        @Override
        public Safetensors weights(String file) throws IOException {
            try (InputStream in = open(file)) {
                return Safetensors.of(model, file, ByteBuffer.wrap(in.readAllBytes()));
            }
        }

        private String resource(String file) {
            return "/models/" + model + "/" + file;
        }
    }

    /**
     * A directory. A file in it must be its own: a link may lead anywhere, and what has a second name can be changed from
     * elsewhere.
     *
     * @param directory without links
     */
    record Directory(String model, Path directory) implements ModelSource {
        @Override
        public boolean has(String file) {
            return Files.isRegularFile(directory.resolve(file));
        }

        @Override
        public InputStream open(String file) throws IOException {
            return Files.newInputStream(own(file));
        }

        @Override
        public Safetensors weights(String file) throws IOException {
            return Safetensors.of(model, file, FileChannel.open(own(file)));
        }

        /** The path of a file, once it is known to be no link. */
        Path own(String file) throws IOException {
            Path path = directory.resolve(file);
            if (!path.toRealPath().equals(path)) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "File %s of model %s is a link; a model's files must lie in its folder."
                                .formatted(file, model));
            }
            if (Files.getFileStore(path).supportsFileAttributeView("unix")
                    && (int) Files.getAttribute(path, "unix:nlink") > 1) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "File %s of model %s is a hard link; a model's files must lie in its folder alone."
                                .formatted(file, model));
            }
            return path;
        }
    }
}
