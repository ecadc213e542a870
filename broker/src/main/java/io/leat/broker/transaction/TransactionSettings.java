package io.leat.broker.transaction;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The settings of transactions, under Kafka's broker keys.
 *
 * @param partitions of {@code __transaction_state} when it is made
 * @param maxTimeoutMs the longest timeout that a client may ask for, milliseconds
 * @param timeoutCheck how often transactions that took too long are looked for, while any is open
 * @param idExpiration how long an unused transactional id is remembered
 * @param idExpirationCheck how often such ids are looked for, while any is known
 */
public record TransactionSettings(
        int partitions, int maxTimeoutMs, Duration timeoutCheck, Duration idExpiration, Duration idExpirationCheck) {
    private static final String PARTITIONS = "transaction.state.log.num.partitions";
    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final String TIMEOUT_CHECK = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final String ID_EXPIRATION = "transactional.id.expiration.ms";
    private static final String ID_EXPIRATION_CHECK = "transaction.remove.expired.transaction.cleanup.interval.ms";

    /** Adds the keys. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        PARTITIONS,
                        Type.INT,
                        1,
                        atLeast(1),
                        LOW,
                        "Partitions of __transaction_state; holds when the topic is made.")
                .define(
                        MAX_TIMEOUT,
                        Type.INT,
                        900_000,
                        atLeast(1),
                        HIGH,
                        "The longest timeout in milliseconds that a client may ask for its transactions.")
                .define(
                        TIMEOUT_CHECK,
                        Type.INT,
                        10_000,
                        atLeast(1),
                        LOW,
                        "Milliseconds between checks for transactions that took too long and are aborted.")
                .define(
                        ID_EXPIRATION,
                        Type.INT,
                        604_800_000,
                        atLeast(1),
                        HIGH,
                        "Milliseconds after which a transactional id without a transaction is forgotten.")
                .define(
                        ID_EXPIRATION_CHECK,
                        Type.INT,
                        3_600_000,
                        atLeast(1),
                        LOW,
                        "Milliseconds between checks for transactional ids to forget.");
    }

    public static TransactionSettings of(AbstractConfig values) {
        return new TransactionSettings(
                values.getInt(PARTITIONS),
                values.getInt(MAX_TIMEOUT),
                Duration.ofMillis(values.getInt(TIMEOUT_CHECK)),
                Duration.ofMillis(values.getInt(ID_EXPIRATION)),
                Duration.ofMillis(values.getInt(ID_EXPIRATION_CHECK)));
    }
}
