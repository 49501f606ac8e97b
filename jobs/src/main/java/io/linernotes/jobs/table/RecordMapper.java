package io.linernotes.jobs.table;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Maps records to Spark rows and back. Spark's bean encoder does not know records: it gives them an empty schema.
 *
 * <p>Components become columns in their order, in snake_case. Supported are numbers, booleans, strings, byte arrays,
 * {@link BigDecimal}, {@link Instant}, enums (as {@code toString} gives them), records (as structs) and lists of these.
 *
 * @param <T> the record
 */
public final class RecordMapper<T extends Record> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    private RecordMapper(Class<T> type) {
        this.type = type;
    }

    /** A mapper for a record class; cheap to make. */
    public static <T extends Record> RecordMapper<T> of(Class<T> type) {
        return new RecordMapper<>(type);
    }

    /** The columns; all nullable, as Parquet files are read back that way. */
    public StructType schema() {
        return structOf(type);
    }

    /** An encoder for datasets of these rows. */
    public Encoder<Row> encoder() {
        return Encoders.row(schema());
    }

    public Row toRow(T value) {
        return (Row) toSpark(value);
    }

    public T fromRow(Row row) {
        return type.cast(fromStruct(row, type));
    }

    private static StructType structOf(Class<?> record) {
        StructField[] fields = RecordShape.of(record).parts().stream()
                .map(part -> DataTypes.createStructField(part.column(), dataType(part.type()), true))
                .toArray(StructField[]::new);
        return DataTypes.createStructType(fields);
    }

    static DataType dataType(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return DataTypes.createArrayType(dataType(list.getActualTypeArguments()[0]), true);
        }
        if (type == int.class || type == Integer.class) {
            return DataTypes.IntegerType;
        }
        if (type == long.class || type == Long.class) {
            return DataTypes.LongType;
        }
        if (type == double.class || type == Double.class) {
            return DataTypes.DoubleType;
        }
        if (type == boolean.class || type == Boolean.class) {
            return DataTypes.BooleanType;
        }
        if (type == byte[].class) {
            return DataTypes.BinaryType;
        }
        if (type == BigDecimal.class) {
            return DataTypes.createDecimalType(18, 9);
        }
        if (type == Instant.class) {
            return DataTypes.TimestampType;
        }
        if (type == String.class || (type instanceof Class<?> named && named.isEnum())) {
            return DataTypes.StringType;
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return structOf(nested);
        }
        throw new IllegalArgumentException("Invalid column type: " + type);
    }

    private static @Nullable Object toSpark(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.toString();
        }
        if (value instanceof List<?> list) {
            // Encoders.row takes arrays, not java.util.List.
            return list.stream().map(RecordMapper::toSpark).toArray();
        }
        if (value instanceof Record struct) {
            return RowFactory.create(RecordShape.of(struct.getClass()).parts().stream()
                    .map(part -> toSpark(part.of(struct)))
                    .toArray());
        }
        return value;
    }

    private static Object fromStruct(Row row, Class<?> type) {
        RecordShape shape = RecordShape.of(type);
        List<RecordShape.Part> parts = shape.parts();
        Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            RecordShape.Part part = parts.get(i);
            // Rows that Spark hands from one function to the next without encoding them know no names.
            int field = row.schema() == null ? i : field(row, part);
            values[i] = fromSpark(field < 0 ? null : row.get(field), part.type());
        }
        return shape.make(values);
    }

    /** Below 0 for a column that a table of an earlier version does not have, and that may be null. */
    private static int field(Row row, RecordShape.Part part) {
        return part.mayLack() && row.schema().getFieldIndex(part.column()).isEmpty()
                ? -1
                : row.fieldIndex(part.column());
    }

    private static @Nullable Object fromSpark(@Nullable Object value, Type type) {
        if (value == null) {
            return null;
        }
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            List<Object> result = new ArrayList<>();
            for (Object item : elements(value)) {
                result.add(fromSpark(item, element));
            }
            return result;
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            return Arrays.stream(named.getEnumConstants())
                    .filter(constant -> constant.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Invalid " + named.getSimpleName() + ": " + value));
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return fromStruct((Row) value, nested);
        }
        if (type == Instant.class && value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toInstant();
        }
        return value;
    }

    private static Iterable<?> elements(Object array) {
        if (array instanceof scala.collection.Iterable<?> scalaArray) {
            return scala.jdk.javaapi.CollectionConverters.asJava(scalaArray);
        }
        return Arrays.asList((Object[]) array);
    }
}
