package io.leat.broker.group;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of consumer groups, under Kafka's keys. Defaults are Kafka's, but for what suits a single node: a group's
 * first rebalance does not wait, the offsets topic is small, and one thread does the work.
 *
 * @param values every key with its value
 */
public record GroupSettings(Map<String, Integer> values, String migrationPolicy) {
    static final String OFFSETS_PARTITIONS = "offsets.topic.num.partitions";
    static final String OFFSETS_SEGMENT_BYTES = "offsets.topic.segment.bytes";
    static final String MAX_SESSION = "group.max.session.timeout.ms";
    private static final String MIN_SESSION = "group.min.session.timeout.ms";
    private static final String MIGRATION = "group.consumer.migration.policy";
    private static final String CONSUMER = "group.consumer.";

    private record Key(String name, int defaultValue, int min, String doc) {}

    private static final List<Key> KEYS = List.of(
            new Key(OFFSETS_PARTITIONS, 1, 1, "Partitions of __consumer_offsets; holds when the topic is made."),
            new Key(
                    OFFSETS_SEGMENT_BYTES,
                    4 << 20,
                    1 << 20,
                    "Largest segment file of __consumer_offsets in bytes; holds when the topic is made. Small segments are compacted soon, which keeps the start short."),
            new Key(
                    "offsets.retention.minutes",
                    525_600,
                    1,
                    "Minutes that offsets are kept after a group has lost its last member, or after the commit for consumers without a group. A year, not Kafka's week: a connector that was stopped over the holidays goes on where it was."),
            new Key(
                    "offsets.retention.check.interval.ms",
                    600_000,
                    1,
                    "Milliseconds between checks for offsets that may be forgotten."),
            new Key("offsets.commit.timeout.ms", 5_000, 1, "Milliseconds that a commit of offsets may take."),
            new Key("offset.metadata.max.bytes", 4_096, 0, "Largest text that a client may store with an offset."),
            new Key(
                    "group.initial.rebalance.delay.ms",
                    0,
                    0,
                    "Milliseconds that the first rebalance of an empty group waits for more members."),
            new Key(MIN_SESSION, 6_000, 1, "Shortest session timeout that a classic member may ask for."),
            new Key(MAX_SESSION, 1_800_000, 1, "Longest session timeout that a classic member may ask for."),
            new Key("group.max.size", Integer.MAX_VALUE, 1, "Members that a classic group may have."),
            new Key(
                    CONSUMER + "session.timeout.ms",
                    45_000,
                    1,
                    "Milliseconds without a heartbeat after which a member of the consumer protocol is taken for dead."),
            new Key(CONSUMER + "min.session.timeout.ms", 45_000, 1, "Shortest session timeout that a group may set."),
            new Key(CONSUMER + "max.session.timeout.ms", 60_000, 1, "Longest session timeout that a group may set."),
            new Key(
                    CONSUMER + "heartbeat.interval.ms",
                    5_000,
                    1,
                    "Milliseconds between heartbeats of members of the consumer protocol."),
            new Key(
                    CONSUMER + "min.heartbeat.interval.ms",
                    5_000,
                    1,
                    "Shortest heartbeat interval that a group may set."),
            new Key(
                    CONSUMER + "max.heartbeat.interval.ms",
                    15_000,
                    1,
                    "Longest heartbeat interval that a group may set."),
            new Key(
                    CONSUMER + "max.size",
                    Integer.MAX_VALUE,
                    1,
                    "Members that a group of the consumer protocol may have."),
            new Key(
                    CONSUMER + "assignment.interval.ms",
                    1_000,
                    0,
                    "Shortest time in milliseconds between two assignments of a group of the consumer protocol."),
            new Key(
                    CONSUMER + "regex.refresh.interval.ms",
                    600_000,
                    10_000,
                    "Milliseconds after which subscriptions by pattern are looked at again."),
            new Key("group.coordinator.threads", 1, 1, "Threads that handle the requests of groups."),
            new Key(
                    "group.coordinator.background.threads",
                    1,
                    1,
                    "Threads for what groups need computed aside, such as patterns of subscriptions."),
            new Key(
                    "group.coordinator.append.linger.ms",
                    -1,
                    -1,
                    "Milliseconds that records of groups wait for more before they are written; -1 for no longer than requests are waiting."));

    /** Names the key of the first rule between two keys that does not hold. */
    public GroupSettings {
        values = Map.copyOf(values);
        inOrder(values, MIN_SESSION, MAX_SESSION);
        for (var what : List.of("session.timeout.ms", "heartbeat.interval.ms")) {
            inOrder(values, CONSUMER + "min." + what, CONSUMER + what);
            inOrder(values, CONSUMER + what, CONSUMER + "max." + what);
        }
        inOrder(values, CONSUMER + "heartbeat.interval.ms", CONSUMER + "session.timeout.ms");
    }

    private static void inOrder(Map<String, Integer> values, String smaller, String larger) {
        if (values.getOrDefault(smaller, 0) > values.getOrDefault(larger, 0)) {
            throw new ConfigException(smaller + " (" + values.get(smaller) + ") must not exceed " + larger + " ("
                    + values.get(larger) + ")");
        }
    }

    /** Adds the keys; returns the definition. */
    public static ConfigDef define(ConfigDef definition) {
        KEYS.forEach(key -> definition.define(key.name, Type.INT, key.defaultValue, atLeast(key.min), MEDIUM, key.doc));
        return definition.define(
                MIGRATION,
                Type.STRING,
                "bidirectional",
                ValidString.in("bidirectional", "upgrade", "downgrade", "disabled"),
                LOW,
                "Whether a classic group turns into one of the consumer protocol when such a member joins, and back.");
    }

    /** @throws ConfigException naming the first wrong key */
    public static GroupSettings of(AbstractConfig config) {
        var values = new TreeMap<String, Integer>();
        KEYS.forEach(key -> values.put(key.name, config.getInt(key.name)));
        return new GroupSettings(values, config.getString(MIGRATION));
    }

    int value(String key) {
        return values.getOrDefault(key, 0);
    }

    /** As Kafka's coordinator takes them. */
    Map<String, String> forCoordinator() {
        var result = new TreeMap<String, String>();
        values.forEach((key, value) -> result.put(key, value.toString()));
        result.put(MIGRATION, migrationPolicy);
        return result;
    }
}
