package io.kubevirt.ee.model.v1.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers allowed, both ends included. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
    /** Returns the smallest. */
    long min();

    /** Returns the largest. */
    long max() default Long.MAX_VALUE;
}
