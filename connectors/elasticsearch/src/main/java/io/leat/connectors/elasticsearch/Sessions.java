package io.leat.connectors.elasticsearch;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The sessions of the partitions that the task has. For the task's thread. */
final class Sessions {

    private final InstantSource clock;
    private final Map<TopicPartition, PartitionSession> open = new HashMap<>();
    private long lastBegin;
    private int count;

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    void open(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> begin(partition, count++));
    }

    /** The session of the record's partition; a new one if the record's offset says that the partition starts again. */
    PartitionSession of(SinkRecord record) {
        var partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        var session = open.get(partition);
        if (session == null) {
            return begin(partition, count++);
        }
        if (session.continuesWith(record.originalKafkaOffset())) {
            return session;
        }
        session.close();
        return begin(partition, session.number());
    }

    void close(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> closeOne(open.remove(partition)));
    }

    private PartitionSession begin(TopicPartition partition, int number) {
        lastBegin = Math.max(TimeUnit.MILLISECONDS.toNanos(clock.millis()), lastBegin + 1);
        var session = new PartitionSession(partition, lastBegin, number);
        closeOne(open.put(partition, session));
        return session;
    }

    private static void closeOne(@Nullable PartitionSession session) {
        if (session != null) {
            session.close();
        }
    }
}
