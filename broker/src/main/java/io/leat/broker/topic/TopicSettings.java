package io.leat.broker.topic;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What clients may do with topics; under Kafka's broker keys where Kafka has the setting.
 *
 * @param autoCreate whether asking for a topic that there is not makes it, where the client allows
 * @param delete whether clients may delete topics
 * @param clampReplication whether a replication factor above 1 is taken for 1 instead of refused
 */
public record TopicSettings(boolean autoCreate, boolean delete, boolean clampReplication) {
    private static final String AUTO_CREATE = "auto.create.topics.enable";
    private static final String DELETE = "delete.topic.enable";
    private static final String CLAMP = "broker.clamp.replication.factor";

    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        AUTO_CREATE,
                        Type.BOOLEAN,
                        true,
                        HIGH,
                        "Whether a topic is made when a client asks for it by name and allows that.")
                .define(DELETE, Type.BOOLEAN, true, HIGH, "Whether clients may delete topics.")
                .define(
                        CLAMP,
                        Type.BOOLEAN,
                        false,
                        MEDIUM,
                        "Whether a topic asked for with more replicas than one is made with one; else it is refused.");
    }

    public static TopicSettings of(AbstractConfig values) {
        return new TopicSettings(values.getBoolean(AUTO_CREATE), values.getBoolean(DELETE), values.getBoolean(CLAMP));
    }
}
