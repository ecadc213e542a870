package io.leat.broker;

import io.leat.broker.group.GroupSettings;
import io.leat.broker.handler.data.DataSettings;
import io.leat.broker.log.CleanerSettings;
import io.leat.broker.log.Durability;
import io.leat.broker.network.NetworkSettings;
import io.leat.broker.quota.QuotaSettings;
import io.leat.broker.security.ReservedTopics;
import io.leat.broker.security.SecuritySettings;
import io.leat.broker.topic.BrokerSettings;
import io.leat.broker.topic.MetadataLog;
import io.leat.broker.topic.TopicSettings;
import io.leat.broker.transaction.TransactionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The settings of the log. {@link #definition()} declares them under Kafka's broker keys; {@link #of} reads them.
 *
 * @param dataDir the data folder, made if missing
 * @param durability what durable appends wait for
 * @param journalBytes of the journal that durable appends are forced in; 0 for none
 * @param minFreeBytes appends are refused while the disk has less free space; 0 for never
 * @param numPartitions of topics created without a count
 * @param groups of consumer groups
 * @param retentionCheckInterval how often old segments are looked for
 * @param checkpointInterval how often recovery points and log starts are written down
 * @param producerIdExpiration how long a silent producer's sequence numbers are remembered
 * @param recoveryThreads how many partitions are opened at a time at start
 * @param cleaner how compaction runs
 * @param transactions of clients
 * @param security who may come in and what they may do
 * @param network how clients are served
 * @param data limits of serving records
 * @param topics what clients may do with topics
 * @param quotas how rates of clients are measured
 * @param given what the user has set of these keys, without secrets
 */
public record BrokerConfig(
        Path dataDir,
        Durability durability,
        long journalBytes,
        long minFreeBytes,
        int numPartitions,
        GroupSettings groups,
        Duration retentionCheckInterval,
        Duration checkpointInterval,
        Duration producerIdExpiration,
        int recoveryThreads,
        CleanerSettings cleaner,
        TransactionSettings transactions,
        SecuritySettings security,
        NetworkSettings network,
        DataSettings data,
        TopicSettings topics,
        QuotaSettings quotas,
        Map<String, String> given) {

    public BrokerConfig {
        given = Map.copyOf(given);
    }

    /** All keys with defaults and documentation; a fresh copy. */
    public static ConfigDef definition() {
        return BrokerKeys.definition();
    }

    /**
     * Reads the settings; unknown keys are ignored.
     *
     * @throws org.apache.kafka.common.config.ConfigException naming the first wrong key; {@link #definition()}'s
     *     {@code validate} gives all at once
     */
    public static BrokerConfig of(Path dataDir, Map<String, String> settings) {
        return of(dataDir, settings, ReservedTopics.OF_THE_LOG);
    }

    /**
     * As {@link #of(Path, Map)}, for a log that a worker keeps its state in.
     *
     * @param reserved the topics that are not for clients
     */
    public static BrokerConfig of(Path dataDir, Map<String, String> settings, ReservedTopics reserved) {
        var values = new AbstractConfig(definition(), settings, false);
        return new BrokerConfig(
                dataDir,
                Durability.valueOf(values.getString(BrokerKeys.DURABILITY).toUpperCase(Locale.ROOT)),
                values.getLong(BrokerKeys.JOURNAL),
                values.getLong(BrokerKeys.MIN_FREE),
                values.getInt(BrokerKeys.PARTITIONS),
                GroupSettings.of(values),
                Duration.ofMillis(values.getLong(BrokerKeys.RETENTION_CHECK)),
                Duration.ofMillis(values.getLong(BrokerKeys.CHECKPOINT)),
                Duration.ofMillis(values.getInt(BrokerKeys.PRODUCER_EXPIRATION)),
                values.getInt(BrokerKeys.RECOVERY_THREADS),
                new CleanerSettings(
                        values.getInt(BrokerKeys.CLEANER_THREADS),
                        values.getLong(BrokerKeys.CLEANER_DEDUPE),
                        values.getInt(BrokerKeys.CLEANER_IO),
                        Duration.ofMillis(values.getLong(BrokerKeys.CLEANER_BACKOFF))),
                TransactionSettings.of(values),
                SecuritySettings.of(settings).withReserved(reserved),
                NetworkSettings.of(values),
                DataSettings.of(values),
                TopicSettings.of(values),
                QuotaSettings.of(values),
                given(settings));
    }

    /** These settings together with what was changed while the broker ran. */
    public BrokerSettings withChanges(MetadataLog metadata) {
        return new BrokerSettings(
                definition(), given, BrokerKeys.TOPIC_KEYS, SecuritySettings.keysWithoutEffect(), metadata);
    }

    private static Map<String, String> given(Map<String, String> settings) {
        var given = new HashMap<String, String>();
        definition().configKeys().forEach((name, key) -> {
            var value = settings.get(name);
            if (value != null) {
                given.put(name, key.type == ConfigDef.Type.PASSWORD ? "" : value);
            }
        });
        return given;
    }
}
