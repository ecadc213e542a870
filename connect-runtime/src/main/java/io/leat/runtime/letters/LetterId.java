package io.leat.runtime.letters;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Where a letter lies in its dead-letter topic; as text {@code <topic>-<partition>-<offset>}. */
public record LetterId(TopicPartition partition, long offset) {

    public static LetterId of(String topic, int partition, long offset) {
        return new LetterId(new TopicPartition(topic, partition), offset);
    }

    /** @return empty if the text is not such an id */
    public static Optional<LetterId> parse(String text) {
        var last = text.lastIndexOf('-');
        var middle = last < 1 ? -1 : text.lastIndexOf('-', last - 1);
        if (middle < 1) {
            return Optional.empty();
        }
        try {
            var partition = Integer.parseInt(text.substring(middle + 1, last));
            var offset = Long.parseLong(text.substring(last + 1));
            return Optional.of(of(text.substring(0, middle), partition, offset));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return partition.topic() + "-" + partition.partition() + "-" + offset;
    }
}
