package io.linernotes.evaluation.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.SharedData;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldItemWriterTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        GoldSet demo = GoldSet.read(Path.of("../jobs/src/main/resources/demo/items.jsonl"));
        GoldSet claims = GoldSet.read("claims", new StringReader("""
                        {"id": "a", "same_as": "b", "text": "", "text_alternatives": ["x\\ny"], "licence": "MIT"}
                        {"id": "b", "claims": [{"text": "\\"=1\\u2028", "verdict": "partly"}], "topics": ["t"]}
                        """), path -> true);

        assertThat(again(demo)).isEqualTo(demo.items());
        assertThat(again(claims)).isEqualTo(claims.items());
    }

    @Test
    void everySharedSetIsWrittenAsItWas() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.path("gold"), 2)) {
            assertThat(files.filter(file -> file.endsWith("items.jsonl")).map(GoldSet::read))
                    .isNotEmpty()
                    .allSatisfy(set -> assertThat(again(set)).isEqualTo(set.items()));
        }
    }

    private static List<GoldItem> again(GoldSet set) {
        String lines = set.items().stream().map(GoldItemWriter::line).collect(Collectors.joining("\n"));
        return GoldSet.read("again", new StringReader(lines), path -> true).items();
    }
}
