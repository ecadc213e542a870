package io.leat.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where records that cannot be processed go. Kafka Connect has these settings for sinks; here sources have them too. */
final class DeadLetterDefinition {

    private DeadLetterDefinition() {}

    static void addTo(ConfigDef def) {
        def.define(
                ConnectorKeys.DLQ_TOPIC,
                Type.STRING,
                "",
                MEDIUM,
                "Topic for records that cannot be processed; none where empty.",
                CommonDefinition.ERRORS,
                6,
                Width.MEDIUM,
                "Dead Letter Queue Topic Name");
        def.define(
                "errors.deadletterqueue.topic.replication.factor",
                Type.SHORT,
                (short) 3,
                MEDIUM,
                "Replicas of the dead-letter topic where it is created.",
                CommonDefinition.ERRORS,
                7,
                Width.MEDIUM,
                "Dead Letter Queue Topic Replication Factor");
        def.define(
                "errors.deadletterqueue.context.headers.enable",
                Type.BOOLEAN,
                false,
                MEDIUM,
                "Whether dead letters carry headers that say where they come from and what went wrong.",
                CommonDefinition.ERRORS,
                8,
                Width.MEDIUM,
                "Enable Error Context Headers");
        addReplayTo(def);
    }

    /** Ours. */
    private static void addReplayTo(ConfigDef def) {
        def.define(
                "errors.deadletterqueue.replay.enable",
                Type.BOOLEAN,
                true,
                MEDIUM,
                "Whether the dead letters of a sink carry the headers that tell their cause and that a replay needs; a"
                        + " source's always do, and so do those of errors.deadletterqueue.context.headers.enable.",
                CommonDefinition.ERRORS,
                9,
                Width.MEDIUM,
                "Enable Replay of Dead Letters");
        def.define(
                "errors.replay.max",
                Type.INT,
                3,
                Range.atLeast(1),
                LOW,
                "How often a dead letter may be replayed in vain before it has to be edited or dropped.",
                CommonDefinition.ERRORS,
                10,
                Width.SHORT,
                "Maximum Replays of a Dead Letter");
    }
}
