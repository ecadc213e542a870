package io.leat.connect.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record within a settings record: settings that several connectors share. Its keys get the component's key as prefix
 * ({@code proxy} → {@code proxy.host}), or none with {@code prefix = ""}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Nested {

    /** Stands for "the component's name". */
    String COMPONENT_NAME = "\u0000";

    /** Put before each key of the nested record, with a dot between; empty for none. */
    String prefix() default COMPONENT_NAME;

    /** Other defaults than the nested record declares, as {@code key=value}; the key without the prefix. */
    String[] defaults() default {};

    /** The heading for settings of the nested record that name none themselves. */
    String group() default "";
}
