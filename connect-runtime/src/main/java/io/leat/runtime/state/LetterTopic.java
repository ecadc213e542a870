package io.leat.runtime.state;

import io.leat.runtime.TopicAdmin;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.ReaderSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** Looks into dead-letter topics, oldest letters first, partition by partition. Safe for use from any thread. */
public final class LetterTopic {

    private static final ReaderSpec READER =
            new ReaderSpec("dead-letters", Optional.empty(), true, 500, 1 << 20, Map.of());
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final int MOST_WAITS = 100;

    private final Log log;

    public LetterTopic(Log log) {
        this.log = log;
    }

    /** @return empty if it is not, or no longer, there */
    public Optional<Letter> read(LetterId id) {
        var partition = partitions(id.partition().topic()).stream()
                .filter(each -> each.partition() == id.partition().partition())
                .findFirst();
        if (partition.isEmpty() || id.offset() < partition.get().startOffset()) {
            return Optional.empty();
        }
        var found = new Letter[1];
        scan(id.partition(), id.offset(), Math.min(partition.get().endOffset(), id.offset() + 1), letter -> {
            found[0] = letter;
            return false;
        });
        return Optional.ofNullable(found[0]).filter(letter -> letter.id().equals(id));
    }

    /** The topic's partitions; none if there is no such topic. */
    public List<TopicAdmin.Partition> partitions(String topic) {
        return log.topics()
                .describe(topic)
                .map(TopicAdmin.Description::partitions)
                .orElse(List.of());
    }

    /**
     * Shows the committed letters from an offset on until the end, or until the visitor has enough.
     *
     * @param visitor returns whether it wants more
     * @return the offset to go on from
     */
    public long scan(TopicPartition partition, long from, long end, Predicate<Letter> visitor) {
        if (from >= end) {
            return from;
        }
        try (var reader = log.reader(READER)) {
            reader.assign(List.of(partition));
            reader.seek(partition, Math.max(from, reader.startOffset(partition)));
            return scan(reader, partition, end, visitor);
        }
    }

    private static long scan(LogReader reader, TopicPartition partition, long end, Predicate<Letter> visitor) {
        var next = reader.position(partition);
        var waits = 0;
        while (next < end) {
            var records = reader.poll(WAIT);
            waits = records.isEmpty() ? waits + 1 : 0;
            if (waits > MOST_WAITS) {
                throw new StateTopicException("The dead-letter topic's partition " + partition
                        + " gives no records at offset " + next + ", though it ends at " + end + "; is it online?");
            }
            for (var record : records) {
                if (record.offset() >= end || !visitor.test(Letter.of(record))) {
                    return Math.min(end, record.offset() + 1);
                }
            }
            next = reader.position(partition);
        }
        return next;
    }
}
