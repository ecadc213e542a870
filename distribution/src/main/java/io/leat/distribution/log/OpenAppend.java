package io.leat.distribution.log;

import static io.leat.runtime.log.LogWriter.ANY_PARTITION;

import io.leat.broker.log.PartitionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.jspecify.annotations.Nullable;

/** Sorts the records of the append that a writer has open by partition, and remembers which went where. */
final class OpenAppend {

    private static final int FIRST_CAPACITY = 256;

    private final TopicTable table;
    private final WriterSettings settings;
    private final Map<TopicPartition, Integer> places = new HashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private List<PartitionAppend> parts = new ArrayList<>();
    private int[] partOf = new int[FIRST_CAPACITY];
    private int[] placeInPart = new int[FIRST_CAPACITY];
    private long[] timestamps = new long[FIRST_CAPACITY];
    private int count;
    private long bytes;
    private TopicTable.@Nullable Topic lastTopic;

    OpenAppend(TopicTable table, WriterSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    void add(
            String topicName,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Header[] headers) {
        var topic = topic(topicName);
        var log = topic.partition(partition == ANY_PARTITION ? choose(topic, key) : partition);
        int size = PartitionAppend.sizeInBatch(key, value, headers);
        check(log, size);
        int place = places.computeIfAbsent(log.topicPartition(), tp -> open(log));
        ensureCapacity();
        partOf[count] = place;
        placeInPart[count] = parts.get(place).count();
        timestamps[count] = timestamp < 0 ? System.currentTimeMillis() : timestamp;
        parts.get(place).add(timestamps[count], key, value, headers, size);
        count++;
        bytes += payload(key, value, headers);
    }

    private TopicTable.Topic topic(String name) {
        var topic = lastTopic;
        if (topic == null || topic.stale() || !topic.name().equals(name)) {
            topic = table.topic(name);
            lastTopic = topic;
        }
        return topic;
    }

    private int choose(TopicTable.Topic topic, byte @Nullable [] key) {
        return key != null && !settings.ignoresKeys()
                ? BuiltInPartitioner.partitionForKey(key, topic.count())
                : turns.getOrDefault(topic.name(), 0) % topic.count();
    }

    private void check(PartitionLog log, int size) {
        if (size > settings.maxRecordBytes()) {
            throw new RecordTooLargeException("The record takes up to " + size + " bytes, but max.request.size allows "
                    + settings.maxRecordBytes() + ": raise producer.override.max.request.size or send less.");
        }
        int most = log.maxMessageBytes() - DefaultRecordBatch.RECORD_BATCH_OVERHEAD;
        if (size > most) {
            throw new RecordTooLargeException("The record takes up to " + size + " bytes, but topic "
                    + log.topicPartition().topic() + " takes records of at most " + most
                    + " bytes: raise its max.message.bytes or send less.");
        }
    }

    private int open(PartitionLog log) {
        table.access().require(AclOperation.WRITE, log.topicPartition().topic());
        parts.add(new PartitionAppend(log, settings));
        return parts.size() - 1;
    }

    private void ensureCapacity() {
        if (count == partOf.length) {
            partOf = Arrays.copyOf(partOf, count * 2);
            placeInPart = Arrays.copyOf(placeInPart, count * 2);
            timestamps = Arrays.copyOf(timestamps, count * 2);
        }
    }

    private static long payload(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        long sum = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        for (var header : headers) {
            sum += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return sum;
    }

    /** Hands over what was added and begins anew; records without key go to the next partition from now on. */
    ClosedAppend close() {
        var closed = new ClosedAppend(
                List.copyOf(parts),
                Arrays.copyOf(partOf, count),
                Arrays.copyOf(placeInPart, count),
                Arrays.copyOf(timestamps, count));
        parts.forEach(part -> turns.merge(part.log().topicPartition().topic(), 1, (a, b) -> (a + b) & 0xffff));
        clear();
        return closed;
    }

    void clear() {
        parts = new ArrayList<>();
        places.clear();
        count = 0;
        bytes = 0;
    }

    /** The empty array of headers, shared. */
    static Header[] array(Iterable<Header> headers) {
        if (!headers.iterator().hasNext()) {
            return Record.EMPTY_HEADERS;
        }
        var list = new ArrayList<Header>();
        headers.forEach(list::add);
        return list.toArray(Header[]::new);
    }
}
