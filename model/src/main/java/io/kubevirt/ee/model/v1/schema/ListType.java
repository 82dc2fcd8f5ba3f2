package io.kubevirt.ee.model.v1.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How server-side apply merges the list: atomic, set, or map with keys. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface ListType {
    /** Returns atomic, set or map. */
    String value();

    /** Returns the fields that identify an item of a map. */
    String[] keys() default {};
}
