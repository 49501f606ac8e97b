package io.linernotes.jobs.run;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows that are sorted by a key into one list per key, holding only one list at a time. */
final class Groups {
    private Groups() {}

    static <T, K> Iterator<List<T>> by(Function<T, K> key, Iterator<T> sorted) {
        PeekingIterator<T> rows = Iterators.peekingIterator(sorted);
        return new AbstractIterator<>() {
            @Override
            protected @Nullable List<T> computeNext() {
                if (!rows.hasNext()) {
                    return endOfData();
                }
                List<T> group = new ArrayList<>();
                group.add(rows.next());
                K current = key.apply(group.get(0));
                while (rows.hasNext() && key.apply(rows.peek()).equals(current)) {
                    group.add(rows.next());
                }
                return group;
            }
        };
    }
}
