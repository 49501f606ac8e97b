package io.linernotes.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMapperTest {
    record Inner(String name, List<Long> numbers) {}

    @SuppressWarnings("ArrayRecordComponent") // Binary columns are arrays.
    record Outer(
            int count,
            @Nullable Double share,
            boolean flag,
            ErrorCode code,
            byte[] bytes,
            @Nullable BigDecimal money,
            Instant instant,
            Inner inner,
            @Nullable Inner absent,
            List<Inner> many,
            List<ErrorCode> codes) {}

    record Older(String name) {}

    record Newer(String name, @Nullable Long count) {}

    record Unsupported(Map<String, String> map) {}

    @Test
    void bringsBackWhatItWrote() {
        Outer value = new Outer(
                3,
                null,
                true,
                ErrorCode.MEDIA_GAP,
                new byte[] {1, 2},
                new BigDecimal("0.000000001"),
                Instant.parse("2026-01-01T00:00:00Z"),
                new Inner("a", List.of(1L, 2L)),
                null,
                List.of(new Inner("b", List.of())),
                List.of(ErrorCode.NO_SPEECH));
        RecordMapper<Outer> mapper = RecordMapper.of(Outer.class);

        Outer back = mapper.fromRow(new org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema(
                values(mapper.toRow(value)), mapper.schema()));

        assertThat(back).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void namesColumnsInSnakeCaseAndKeepsTheirOrder() {
        assertThat(RecordMapper.of(SegmentRow.class).schema().fieldNames())
                .startsWith("recording_id", "segment", "sentence", "start_ms", "end_ms");
    }

    @Test
    void readsTablesOfEarlierVersionsThatLackAColumnWhichMayBeEmpty() {
        RecordMapper<Older> older = RecordMapper.of(Older.class);
        org.apache.spark.sql.Row row = new org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema(
                values(older.toRow(new Older("a"))), older.schema());

        assertThat(RecordMapper.of(Newer.class).fromRow(row)).isEqualTo(new Newer("a", null));
        assertThatThrownBy(() -> RecordMapper.of(Inner.class).fromRow(row)).hasMessageContaining("numbers");
    }

    @Test
    void refusesTypesThatItCannotMap() {
        assertThatThrownBy(() -> RecordMapper.of(Unsupported.class).schema())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid column type");
    }

    private static Object[] values(org.apache.spark.sql.Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = nested(row.get(i));
        }
        return values;
    }

    /** Rows inside rows carry no schema until Spark has encoded them; give them theirs. */
    private static @Nullable Object nested(@Nullable Object value) {
        if (value instanceof org.apache.spark.sql.Row row) {
            return withSchema(row);
        }
        if (value instanceof Object[] array && array.length > 0 && array[0] instanceof org.apache.spark.sql.Row) {
            return java.util.Arrays.stream(array)
                    .map(item -> withSchema((org.apache.spark.sql.Row) item))
                    .toArray();
        }
        return value;
    }

    private static org.apache.spark.sql.Row withSchema(org.apache.spark.sql.Row row) {
        return new org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema(
                values(row), RecordMapper.of(Inner.class).schema());
    }
}
