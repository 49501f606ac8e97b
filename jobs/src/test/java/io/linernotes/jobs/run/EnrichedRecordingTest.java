package io.linernotes.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnrichedRecordingTest {
    @Test
    void canBePutAsideWhereMemoryIsShort() {
        Set<Class<?>> records = new LinkedHashSet<>();
        collect(EnrichedRecording.class, records);

        assertThat(records)
                .hasSizeGreaterThan(15)
                .allSatisfy(record -> assertThat(record).isAssignableTo(Serializable.class));
    }

    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType list) {
            collect(list.getActualTypeArguments()[0], records);
        } else if (type instanceof Class<?> record && record.isRecord() && records.add(record)) {
            for (RecordComponent component : record.getRecordComponents()) {
                collect(component.getGenericType(), records);
            }
        }
    }
}
