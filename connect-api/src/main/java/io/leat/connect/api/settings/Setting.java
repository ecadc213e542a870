package io.leat.connect.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * One setting: a component of a settings record. The component's name gives the key ({@code maxRetries} →
 * {@code max.retries}), its type the parsing; a {@link java.time.Duration} adds {@code .ms} to the key and a
 * {@link ByteSize} adds {@code .bytes}, unless the name ends so already.
 *
 * <p>A setting is required unless it has a default, or its type is {@code Optional}, {@code List} or {@code Map}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** Stands for "no default"; no configuration can hold it. */
    String NO_DEFAULT = "\u0000";

    /** What the setting does, in one or two sentences. Shown by REST and in the generated documentation. */
    String doc();

    /** The default as a user would write it. */
    String defaultValue() default NO_DEFAULT;

    /** The key, where the rule would give another; used as it is, only a record's prefix is put before it. */
    String name() default "";

    /** Other keys that mean the same: names of other products, or of the past. Using two at once is a problem. */
    String[] aliases() default {};

    Importance importance() default Importance.MEDIUM;

    /** The heading under which the setting is documented. */
    String group() default "";

    /** Least value allowed: of a number, of milliseconds, of bytes, or of a list's size. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest value allowed, in the unit of {@link #min}. */
    double max() default Double.POSITIVE_INFINITY;
}
