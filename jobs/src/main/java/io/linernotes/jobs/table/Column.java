package io.linernotes.jobs.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a column means, for {@code docs/tables.md}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
    /** One plain phrase. */
    String value();

    /** Unit of a number; empty where there is none. */
    String unit() default "";

    /** When the value is null; empty when it never is. */
    String nullWhen() default "";
}
