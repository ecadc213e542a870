package io.leat.runtime.task;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where the transactions of a source task end, by {@code transaction.boundary} and with the rules of Kafka Connect. Used
 * by the task's thread; {@link #isDue} by any.
 */
sealed interface Boundary {

    String KEY = "transaction.boundary";
    String INTERVAL = "transaction.boundary.interval.ms";

    /** What is to happen after a record, or a poll. */
    enum Verdict {
        GO_ON,
        COMMIT,
        ABORT
    }

    /** After a record, written or left out. */
    Verdict after(SourceRecord record);

    /** After a poll that returned records or an empty list. */
    Verdict afterPoll(int records, long now);

    /** When the task is paused or stops in an orderly way. */
    Verdict atEnd();

    /** Whether time alone ends the transaction that is open. @param now milliseconds since the epoch */
    boolean isDue(long now);

    /** Whether {@link #isDue} may ever hold, so that somebody has to ask now and then. */
    default boolean isTimed() {
        return false;
    }

    /** Whether what came before a record that ends the task goes out. */
    boolean keepsPart();

    /**
     * The boundary that a connector's configuration asks for.
     *
     * @param flushInterval how long a transaction by interval is where the connector does not say
     * @param requests of the connector, for one that sets its own boundaries
     * @throws ConfigException if it asks for what there is not
     */
    static Boundary of(Map<String, String> connector, Duration flushInterval, RequestedEnds requests, long now) {
        var boundary = connector.getOrDefault(KEY, "poll");
        return switch (boundary.strip().toLowerCase(Locale.ROOT)) {
            case "poll" -> new ByPoll();
            case "connector" -> new ByConnector(requests);
            case "interval" -> new ByInterval(interval(connector).orElse(flushInterval), now);
            default -> throw new ConfigException(KEY, boundary, "must be poll, interval or connector");
        };
    }

    private static Optional<Duration> interval(Map<String, String> connector) {
        return Optional.ofNullable(connector.get(INTERVAL)).map(millis -> {
            try {
                var interval = Duration.ofMillis(Long.parseLong(millis.strip()));
                if (!interval.isNegative()) {
                    return interval;
                }
            } catch (NumberFormatException e) {
                throw new ConfigException(INTERVAL, millis, "must be a number of milliseconds");
            }
            throw new ConfigException(INTERVAL, millis, "must not be negative");
        });
    }

    /** Each poll is a transaction, several of which may be committed together. */
    record ByPoll() implements Boundary {

        @Override
        public Verdict after(SourceRecord record) {
            return Verdict.GO_ON;
        }

        @Override
        public Verdict afterPoll(int records, long now) {
            return Verdict.COMMIT;
        }

        @Override
        public Verdict atEnd() {
            return Verdict.COMMIT;
        }

        @Override
        public boolean isDue(long now) {
            return false;
        }

        @Override
        public boolean keepsPart() {
            return true;
        }
    }

    /**
     * Whole polls, until an interval is over; unlike in Kafka Connect also while the connector has nothing. It ends before
     * where very many records would have to be remembered to be acknowledged to the connector.
     */
    final class ByInterval implements Boundary {

        private static final long MOST_RECORDS = 100_000;

        private final Duration interval;
        private volatile long lastCommit;
        private long records;

        ByInterval(Duration interval, long now) {
            this.interval = interval;
            this.lastCommit = now;
        }

        @Override
        public Verdict after(SourceRecord record) {
            return Verdict.GO_ON;
        }

        @Override
        public Verdict afterPoll(int polled, long now) {
            records += polled;
            if (!isDue(now) && records < MOST_RECORDS) {
                return Verdict.GO_ON;
            }
            records = 0;
            lastCommit = now;
            return Verdict.COMMIT;
        }

        @Override
        public Verdict atEnd() {
            return Verdict.COMMIT;
        }

        @Override
        public boolean isDue(long now) {
            return now - lastCommit >= interval.toMillis();
        }

        @Override
        public boolean isTimed() {
            return true;
        }

        @Override
        public boolean keepsPart() {
            return true;
        }
    }

    /** Where the connector says; without a word of it, a transaction is aborted when the task ends. */
    record ByConnector(RequestedEnds requests) implements Boundary {

        @Override
        public Verdict after(SourceRecord record) {
            return requests.takeFor(record);
        }

        @Override
        public Verdict afterPoll(int records, long now) {
            return requests.takeForBatch();
        }

        @Override
        public Verdict atEnd() {
            return requests.takeForBatch();
        }

        @Override
        public boolean isDue(long now) {
            return false;
        }

        @Override
        public boolean keepsPart() {
            return false;
        }
    }
}
