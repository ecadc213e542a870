package io.leat.runtime.task;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Says where records lie in the log, for messages: a single one by its position, several by the range of each partition. */
final class Positions {

    private static final int MOST_NAMED = 10;

    private Positions() {}

    private record Range(long first, long last) {

        Range and(Range other) {
            return new Range(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    static String of(List<SinkRecord> records) {
        if (records.size() == 1) {
            var one = records.get(0);
            return "the record at topic " + one.originalTopic() + ", partition " + one.originalKafkaPartition()
                    + ", offset " + one.originalKafkaOffset();
        }
        var ranges = new TreeMap<TopicPartition, Range>(
                Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        for (var record : records) {
            var offset = record.originalKafkaOffset();
            ranges.merge(
                    new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
                    new Range(offset, offset),
                    Range::and);
        }
        return records.size() + " records" + named(ranges);
    }

    private static String named(TreeMap<TopicPartition, Range> ranges) {
        if (ranges.isEmpty()) {
            return "";
        }
        var named = ranges.entrySet().stream()
                .limit(MOST_NAMED)
                .map(each -> each.getKey() + " offsets " + each.getValue().first() + " to "
                        + each.getValue().last())
                .collect(Collectors.joining(", ", " (", ""));
        return named
                + (ranges.size() > MOST_NAMED ? " and " + (ranges.size() - MOST_NAMED) + " more partitions)" : ")");
    }
}
