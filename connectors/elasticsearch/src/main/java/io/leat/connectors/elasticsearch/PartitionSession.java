package io.leat.connectors.elasticsearch;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition from the moment this task was given it until it is taken away, or until its offsets start again because the
 * topic was deleted and made anew.
 *
 * <p>It gives the records their versions: the nanosecond at which the session began plus the record's number in it. So
 * versions rise in the order of the records, and those of each session are above all of the sessions before it (no
 * partition delivers a billion records a second), also when offsets have started again at 0 or a key has moved to another
 * partition. A request of an earlier session that arrives late is refused by Elasticsearch. Guarded by the lock of
 * {@link Delivery}.
 */
final class PartitionSession {

    private final TopicPartition partition;
    private final long beginNanos;
    private final int number;
    private long records;
    private long offset = -1;
    private int piece;
    private boolean closed;

    /**
     * @param beginNanos nanoseconds since 1970, above all versions of the partition's sessions before
     * @param number counts the task's sessions
     */
    PartitionSession(TopicPartition partition, long beginNanos, int number) {
        this.partition = partition;
        this.beginNanos = beginNanos;
        this.number = number;
    }

    TopicPartition partition() {
        return partition;
    }

    int number() {
        return number;
    }

    /** Whether the next record may have this offset; if not, the topic has been made anew or rewound. */
    boolean continuesWith(long nextOffset) {
        return nextOffset >= offset;
    }

    /** The next record is one of this offset; several in a row may be pieces of one record. */
    void accept(long nextOffset) {
        piece = nextOffset == offset ? piece + 1 : 0;
        offset = nextOffset;
        records++;
    }

    /** Which piece of its offset's record the current one is, from 0. */
    int piece() {
        return piece;
    }

    /** The current record's version, which is the highest one given so far. */
    long version() {
        return beginNanos + records;
    }

    /** What was not sent yet never will be: the partition belongs to somebody else. */
    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }
}
