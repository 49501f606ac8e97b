package io.linernotes.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFooterTest {
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message row { required int64 id; optional int64 other; }");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = folder.resolve("table.parquet");
        try (ParquetWriter<org.apache.parquet.example.data.Group> writer = ExampleParquetWriter.builder(
                        new LocalOutputFile(file))
                .withConf(new Configuration())
                .withType(SCHEMA)
                .build()) {
            for (long row = 0; row < 100; row++) {
                SimpleGroup group = new SimpleGroup(SCHEMA);
                group.add("id", row % 7);
                writer.write(group);
            }
        }
    }

    @Test
    void aFileIsTheSameWhateverTheOrderOfItsEncodingsWas() throws IOException {
        order(Comparator.naturalOrder());
        byte[] ascending = Files.readAllBytes(file);
        order(Comparator.reverseOrder());
        byte[] descending = Files.readAllBytes(file);

        sort();

        assertThat(descending).isNotEqualTo(ascending);
        assertThat(Files.readAllBytes(file)).isEqualTo(ascending);
        assertThat(encodings()).hasSizeGreaterThan(1).isSorted();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(reader.readNextRowGroup().getRowCount()).isEqualTo(100);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.copy");
    }

    @Test
    void aFileInOrderIsLeftAlone() throws IOException {
        order(Comparator.naturalOrder());
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        sort();

        assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
    }

    private void sort() throws IOException {
        ParquetFooter.sortEncodings(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
    }

    private List<Encoding> encodings() throws IOException {
        return footer().getRow_groups()
                .get(0)
                .getColumns()
                .get(0)
                .getMeta_data()
                .getEncodings();
    }

    private FileMetaData footer() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Util.readFileMetaData(new ByteArrayInputStream(bytes, start(bytes), bytes.length));
    }

    /** Writes the footer with encodings in an order, as the writer might have. */
    private void order(Comparator<Encoding> order) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        FileMetaData footer = footer();
        footer.getRow_groups()
                .get(0)
                .getColumns()
                .forEach(column -> column.getMeta_data().getEncodings().sort(order));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, start(bytes));
        Util.writeFileMetaData(footer, changed);
        changed.write(Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length));
        Files.write(file, changed.toByteArray());
    }

    private static int start(byte[] bytes) {
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        return bytes.length - 8 - length;
    }
}
