package io.leat.broker.handler.topic;

import io.leat.broker.handler.topic.ConfigValues.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** One thing that has settings: a topic, the broker, a group. */
interface ConfigTarget {

    /** What can be set, or was. */
    Collection<ConfigKey> keys();

    Optional<ConfigKey> key(String name);

    /** The values of a key, that in force first. */
    List<Value> values(String key);

    boolean readOnly(String key);

    /** What was set for this one. */
    Map<String, String> overrides();

    /**
     * Replaces what was set for this one.
     *
     * @param checkOnly whether to find out only if it could be done
     */
    void change(Map<String, String> overrides, boolean checkOnly);
}
