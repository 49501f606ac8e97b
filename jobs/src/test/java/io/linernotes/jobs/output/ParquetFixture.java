package io.linernotes.jobs.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes small tables without Spark. */
final class ParquetFixture {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message row { required int64 id; }");

    private ParquetFixture() {}

    static Path write(Path file, int rows) throws IOException {
        Files.createDirectories(file.getParent());
        try (ParquetWriter<org.apache.parquet.example.data.Group> writer = ExampleParquetWriter.builder(
                        new LocalOutputFile(file))
                .withConf(new Configuration())
                .withType(SCHEMA)
                .build()) {
            for (int row = 0; row < rows; row++) {
                SimpleGroup group = new SimpleGroup(SCHEMA);
                group.add("id", (long) row);
                writer.write(group);
            }
        }
        return file;
    }
}
