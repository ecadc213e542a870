package io.leat.broker;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.leat.broker.group.GroupSettings;
import io.leat.broker.handler.data.DataSettings;
import io.leat.broker.network.NetworkSettings;
import io.leat.broker.quota.QuotaSettings;
import io.leat.broker.security.SecuritySettings;
import io.leat.broker.topic.TopicSettings;
import io.leat.broker.transaction.TransactionSettings;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of {@link BrokerConfig}: Kafka's names and defaults where Kafka has the setting. */
final class BrokerKeys {

    static final String DURABILITY = "log.durability";
    static final String JOURNAL = "log.journal.bytes";
    static final String MIN_FREE = "log.min.free.bytes";
    static final String PARTITIONS = "num.partitions";
    static final String RETENTION_CHECK = "log.retention.check.interval.ms";
    static final String CHECKPOINT = "log.flush.offset.checkpoint.interval.ms";
    static final String PRODUCER_EXPIRATION = "producer.id.expiration.ms";
    static final String RECOVERY_THREADS = "num.recovery.threads.per.data.dir";
    static final String CLEANER_THREADS = "log.cleaner.threads";
    static final String CLEANER_DEDUPE = "log.cleaner.dedupe.buffer.size";
    static final String CLEANER_IO = "log.cleaner.io.buffer.size";
    static final String CLEANER_BACKOFF = "log.cleaner.backoff.ms";

    /** Kafka's broker key to the topic key that it is the default of. */
    static final Map<String, String> TOPIC_KEYS = Map.ofEntries(
            Map.entry("message.max.bytes", "max.message.bytes"),
            Map.entry("log.segment.bytes", "segment.bytes"),
            Map.entry("log.roll.ms", "segment.ms"),
            Map.entry("log.index.size.max.bytes", "segment.index.bytes"),
            Map.entry("log.segment.delete.delay.ms", "file.delete.delay.ms"),
            Map.entry("log.retention.ms", "retention.ms"),
            Map.entry("log.retention.bytes", "retention.bytes"),
            Map.entry("log.cleanup.policy", "cleanup.policy"),
            Map.entry("log.message.timestamp.type", "message.timestamp.type"),
            Map.entry("log.cleaner.min.cleanable.ratio", "min.cleanable.dirty.ratio"),
            Map.entry("log.cleaner.delete.retention.ms", "delete.retention.ms"),
            Map.entry("log.cleaner.min.compaction.lag.ms", "min.compaction.lag.ms"),
            Map.entry("log.cleaner.max.compaction.lag.ms", "max.compaction.lag.ms"),
            Map.entry("compression.type", "compression.type"));

    private BrokerKeys() {}

    static ConfigDef definition() {
        var definition = new ConfigDef()
                .define(
                        DURABILITY,
                        Type.STRING,
                        "fsync",
                        ValidString.in("fsync", "os"),
                        HIGH,
                        "What a durable append waits for: fsync (the disk has it) or os (the operating system has it).")
                .define(
                        JOURNAL,
                        Type.LONG,
                        128L << 20,
                        atLeast(0),
                        LOW,
                        "Bytes of the journal in which small durable appends to all partitions are forced together; it grows up to this as it is used. 0 has every partition forced by itself.")
                .define(
                        MIN_FREE,
                        Type.LONG,
                        256L << 20,
                        atLeast(0),
                        HIGH,
                        "Appends are refused while the disk of the data folder has less free bytes than this; they go on by themselves.")
                .define(PARTITIONS, Type.INT, 1, atLeast(1), MEDIUM, "Partitions of topics created without a count.")
                .define(
                        RETENTION_CHECK,
                        Type.LONG,
                        300_000L,
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds between checks for segments that retention allows to delete.")
                .define(
                        CHECKPOINT,
                        Type.LONG,
                        60_000L,
                        atLeast(1),
                        LOW,
                        "Milliseconds between writes of the recovery points and log starts.")
                .define(
                        PRODUCER_EXPIRATION,
                        Type.INT,
                        86_400_000,
                        atLeast(1),
                        LOW,
                        "Milliseconds after which a silent producer's sequence numbers are forgotten.")
                .define(RECOVERY_THREADS, Type.INT, 2, atLeast(1), LOW, "Partitions opened at a time at start.")
                .define(CLEANER_THREADS, Type.INT, 1, atLeast(1), LOW, "Threads that compact topics.")
                .define(
                        CLEANER_DEDUPE,
                        Type.LONG,
                        8L << 20,
                        atLeast(1 << 20),
                        LOW,
                        "Bytes of memory for the keys of a compaction pass, 24 a key, over all threads.")
                .define(
                        CLEANER_IO,
                        Type.INT,
                        512 << 10,
                        atLeast(1024),
                        LOW,
                        "Bytes of memory for reading and writing in compaction, over all threads.")
                .define(
                        CLEANER_BACKOFF,
                        Type.LONG,
                        15_000L,
                        atLeast(1),
                        LOW,
                        "Milliseconds that a compaction thread rests when there is nothing to do.");
        SecuritySettings.define(definition);
        GroupSettings.define(definition);
        NetworkSettings.define(definition);
        DataSettings.define(definition);
        TopicSettings.define(definition);
        QuotaSettings.define(definition);
        TransactionSettings.define(definition);
        return defineTopicDefaults(definition);
    }

    private static ConfigDef defineTopicDefaults(ConfigDef definition) {
        return definition
                .define("message.max.bytes", Type.INT, 1_048_588, atLeast(0), HIGH, "Largest batch in bytes.")
                .define(
                        "log.segment.bytes",
                        Type.INT,
                        1 << 30,
                        atLeast(1 << 20),
                        HIGH,
                        "Largest segment file in bytes.")
                .define(
                        "log.roll.ms",
                        Type.LONG,
                        604_800_000L,
                        atLeast(1),
                        LOW,
                        "Milliseconds after which a segment is closed even if it is not full.")
                .define("log.index.size.max.bytes", Type.INT, 10 << 20, atLeast(4), LOW, "Largest index file in bytes.")
                .define(
                        "log.segment.delete.delay.ms",
                        Type.LONG,
                        60_000L,
                        atLeast(0),
                        LOW,
                        "Milliseconds between taking a segment out of the log and deleting its file.")
                .define(
                        "log.retention.ms",
                        Type.LONG,
                        604_800_000L,
                        atLeast(-1),
                        HIGH,
                        "Milliseconds after which records may be deleted; -1 for never.")
                .define(
                        "log.retention.bytes",
                        Type.LONG,
                        -1L,
                        atLeast(-1),
                        HIGH,
                        "Bytes of a partition above which old segments are deleted; -1 for no limit.")
                .define("log.cleanup.policy", Type.STRING, "delete", MEDIUM, "delete, compact, or both with a comma.")
                .define(
                        "log.message.timestamp.type",
                        Type.STRING,
                        "CreateTime",
                        ValidString.in("CreateTime", "LogAppendTime"),
                        MEDIUM,
                        "Whose time a record carries.")
                .define(
                        "log.cleaner.min.cleanable.ratio",
                        Type.DOUBLE,
                        0.5,
                        between(0, 1),
                        LOW,
                        "Share of a log that must be uncleaned before it is compacted again.")
                .define(
                        "log.cleaner.delete.retention.ms",
                        Type.LONG,
                        86_400_000L,
                        atLeast(0),
                        LOW,
                        "Milliseconds that tombstones are kept in compacted topics.")
                .define(
                        "log.cleaner.min.compaction.lag.ms",
                        Type.LONG,
                        0L,
                        atLeast(0),
                        LOW,
                        "Milliseconds that a record stays uncompacted.")
                .define(
                        "log.cleaner.max.compaction.lag.ms",
                        Type.LONG,
                        Long.MAX_VALUE,
                        atLeast(1),
                        LOW,
                        "Milliseconds after which a record is compacted in any case.")
                .define(
                        "compression.type",
                        Type.STRING,
                        "producer",
                        ValidString.in("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"),
                        MEDIUM,
                        "How batches are stored; producer leaves them as they come.");
    }
}
