package io.linernotes.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TableDocumentTest {
    @Test
    void documentSaysWhatTheCodeDoes() throws IOException {
        String rendered = TableDocument.render();
        Files.writeString(Path.of("target", "tables.md"), rendered);

        assertThat(Files.readString(Path.of("docs", "tables.md")))
                .as("docs/tables.md; the right one is now in target/tables.md")
                .isEqualTo(rendered);
    }

    @Test
    void everyKeyIsMadeOfColumns() {
        for (RunTable table : RunTable.values()) {
            assertThat(RecordMapper.of(table.rowType()).schema().fieldNames())
                    .as(table.folder())
                    .contains(table.key().toArray(String[]::new));
        }
    }
}
