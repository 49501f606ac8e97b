package io.linernotes.enrichment.llm.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Local disks, by {@code java.nio} alone: the sync of Hadoop's own local file system does nothing. */
public final class LocalLedgerFiles implements LedgerFiles {
    @Override
    public AppendedFile create(String file) throws IOException {
        Path path = Path.of(file);
        Files.createDirectories(path.getParent());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The name itself has to be on disk as well.
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return new LocalFile(channel);
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
        FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        if (!Files.isDirectory(Path.of(folder))) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(Path.of(folder))) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private record LocalFile(FileChannel channel) implements AppendedFile {
        @Override
        public void append(byte[] bytes) throws IOException {
            for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
                channel.write(buffer);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
