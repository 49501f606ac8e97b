package io.linernotes.jobs.table;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What reflection knows of a record class, looked up once: rows have thousands of nested records. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final List<Part> parts;
    private final Constructor<?> constructor;

    /**
     * A component of the record.
     *
     * @param column its name in a row
     * @param mayLack whether it may be null, and a table of an earlier version may not have it
     */
    record Part(String column, Type type, boolean mayLack, Method accessor) {
        private Part(RecordComponent component) {
            this(
                    columnName(component.getName()),
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAccessor());
            accessor.setAccessible(true);
        }

        /** Its value in a record. */
        @Nullable
        Object of(Record owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read component: " + column, e);
            }
        }
    }

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        parts = Arrays.stream(components).map(Part::new).toList();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("No record: " + type.getName(), e);
        }
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** In the order of declaration. */
    List<Part> parts() {
        return parts;
    }

    /** A new record of these values. */
    Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Cannot build record: " + constructor.getDeclaringClass().getName(), e);
        }
    }

    /** Name of the column that a component becomes: {@code startMs} gives {@code start_ms}. */
    static String columnName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
