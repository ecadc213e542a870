package io.leat.runtime;

import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.state.LetterTopic;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * A walk over a dead-letter topic, partition by partition.
 *
 * @param after where to begin: behind this place; empty for the beginning
 */
record LetterScan(LetterTopic letters, String topic, Optional<LetterId> after) {

    /** Whose letter it is; one that does not say is everybody's. */
    static boolean isOf(Letter letter, String connector) {
        return letter.connector().isEmpty() || letter.connector().equals(connector);
    }

    /**
     * @param visitor returns whether it wants more
     * @return the place to go on after; empty at the end
     */
    Optional<LetterId> run(Predicate<Letter> visitor) {
        var wantsMore = new boolean[] {true};
        for (var each : topic.isEmpty() ? List.<TopicAdmin.Partition>of() : letters.partitions(topic)) {
            var partition = new TopicPartition(topic, each.partition());
            if (isDone(each.partition())) {
                continue;
            }
            var next = letters.scan(partition, from(each), each.endOffset(), letter -> {
                wantsMore[0] = visitor.test(letter);
                return wantsMore[0];
            });
            if (!wantsMore[0]) {
                return Optional.of(new LetterId(partition, next - 1));
            }
        }
        return Optional.empty();
    }

    private boolean isDone(int partition) {
        return after.filter(place -> partition < place.partition().partition()).isPresent();
    }

    private long from(TopicAdmin.Partition partition) {
        return after.filter(place -> place.partition().partition() == partition.partition())
                .map(place -> Math.max(place.offset() + 1, partition.startOffset()))
                .orElse(partition.startOffset());
    }
}
