package io.leat.runtime;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.state.LetterTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the letters of one dead-letter topic by connector and cause. Letters are only ever appended, so that what was
 * counted is counted once; what was decided about them is put on top with each look. Not thread-safe.
 */
final class LetterFigures {

    /** Causes beyond these are counted as one. */
    private static final int MOST_CAUSES = 1_000;

    private static final String OTHERS = "others";

    private final LetterTopic letters;
    private final String topic;
    private final Map<TopicPartition, Counted> counted = new HashMap<>();
    private final Map<String, Map<String, Cause>> causes = new HashMap<>();

    LetterFigures(LetterTopic letters, String topic) {
        this.letters = letters;
        this.topic = topic;
    }

    /** Which offsets have been counted. */
    private record Counted(long first, long next) {}

    /** The letters of one cause, whatever was decided about them. */
    private static final class Cause {

        private final LetterCause cause;
        private final LetterId example;
        private long count;
        private long first = Long.MAX_VALUE;
        private long last;

        Cause(LetterCause cause, LetterId example) {
            this.cause = cause;
            this.example = example;
        }

        void add(long time) {
            count++;
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
    }

    /**
     * Counts what was added since the last time.
     *
     * @param most letters to look at
     * @return whether that was all
     */
    boolean count(int most) {
        var partitions = letters.partitions(topic);
        if (partitions.stream().anyMatch(this::hasLost) || partitions.isEmpty()) {
            counted.clear();
            causes.clear();
        }
        var left = new int[] {most};
        for (var each : partitions) {
            var partition = new TopicPartition(topic, each.partition());
            var from = counted.getOrDefault(partition, new Counted(each.startOffset(), each.startOffset()));
            var next = letters.scan(partition, from.next(), each.endOffset(), letter -> {
                add(letter);
                return --left[0] > 0;
            });
            counted.put(partition, new Counted(from.first(), next));
            if (left[0] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Retention has deleted letters, or somebody has made the topic anew: all is counted again. */
    private boolean hasLost(TopicAdmin.Partition partition) {
        var known = counted.get(new TopicPartition(topic, partition.partition()));
        return known != null && (partition.startOffset() > known.first() || partition.endOffset() < known.next());
    }

    private void add(Letter letter) {
        var known = causes.computeIfAbsent(letter.connector(), name -> new LinkedHashMap<>());
        var fingerprint = letter.cause().fingerprint();
        var key = known.size() < MOST_CAUSES || known.containsKey(fingerprint) ? fingerprint : OTHERS;
        known.computeIfAbsent(key, name -> new Cause(letter.cause(), letter.id()))
                .add(letter.failedAt());
    }

    /** Whether the letter is still in its topic. */
    boolean holds(LetterId id) {
        var known = counted.get(id.partition());
        return known != null && id.offset() >= known.first() && id.offset() < known.next();
    }

    long open(String connector, Map<LetterId, Decision> decisions) {
        var all = causes.getOrDefault(connector, Map.of()).values().stream()
                .mapToLong(cause -> cause.count)
                .sum();
        var decided = decisions.entrySet().stream()
                .filter(each -> holds(each.getKey()) && each.getValue().state() != LetterState.OPEN)
                .count();
        return Math.max(0, all - decided);
    }

    /** The causes, those with the most open letters first. */
    List<DeadLetterQueue.Group> groups(String connector, Map<LetterId, Decision> decisions) {
        var tallies = new LinkedHashMap<String, LetterTally>();
        var known = causes.getOrDefault(connector, Map.of());
        known.forEach((fingerprint, cause) -> tallies.put(
                fingerprint, new LetterTally(cause.cause, cause.example, cause.count, cause.first, cause.last)));
        decisions.forEach((id, decision) -> {
            if (holds(id)) {
                move(tallies, id, decision);
            }
        });
        var groups = new ArrayList<DeadLetterQueue.Group>();
        tallies.forEach((fingerprint, tally) -> groups.add(tally.group(fingerprint)));
        groups.removeIf(group -> group.open() + group.replaying() + group.replayed() + group.dropped() == 0);
        groups.sort(Comparator.comparingLong(DeadLetterQueue.Group::open).reversed());
        return groups;
    }

    /** A letter counts for the cause of its last failure. */
    private static void move(Map<String, LetterTally> tallies, LetterId id, Decision decision) {
        var origin = tallies.getOrDefault(decision.origin(), tallies.get(OTHERS));
        if (origin != null) {
            origin.take();
        }
        var cause = decision.failure();
        var now = cause.isEmpty()
                ? origin
                : tallies.computeIfAbsent(
                        decision.fingerprint(),
                        name -> new LetterTally(cause.get(), id, 0, decision.at(), decision.at()));
        if (now != null) {
            now.put(decision);
        }
    }
}
