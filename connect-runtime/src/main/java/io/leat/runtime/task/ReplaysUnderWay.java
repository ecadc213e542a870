package io.leat.runtime.task;

import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of a sink between the connector's {@code put} and its word that they are delivered, and what it reports of
 * them meanwhile. All but {@link #reported} is the task thread's.
 */
final class ReplaysUnderWay {

    private final Map<LetterId, Long> marks = new LinkedHashMap<>();
    private final Map<Place, Replay> byPlace = new ConcurrentHashMap<>();

    /** Where a record lies in the log. */
    record Place(TopicPartition partition, long offset) {}

    /** A letter's record, or what it was split into, and how much of it the connector has reported. */
    static final class Replay {

        private final LetterId letter;
        private final Place place;
        private final int pieces;
        private int reported;
        private @Nullable LetterCause cause;

        private Replay(LetterId letter, Place place, int pieces) {
            this.letter = letter;
            this.place = place;
            this.pieces = pieces;
        }

        LetterId letter() {
            return letter;
        }

        TopicPartition partition() {
            return place.partition();
        }

        int pieces() {
            return pieces;
        }

        private synchronized void report(LetterCause what) {
            reported = Math.min(pieces, reported + 1);
            cause = what;
        }

        /** How many of the pieces were reported. */
        synchronized int reported() {
            return reported;
        }

        /** What the connector reported last. */
        synchronized Optional<LetterCause> cause() {
            return Optional.ofNullable(cause);
        }
    }

    boolean isWaitedFor(LetterId letter) {
        return marks.containsKey(letter);
    }

    /** The letter's record is going to be put. */
    void begin(LetterId letter, Place place, int pieces) {
        byPlace.put(place, new Replay(letter, place, pieces));
    }

    /** It was put. @param mark the offset up to which its partition was delivered then */
    void put(LetterId letter, long mark) {
        marks.put(letter, mark);
    }

    /** From any thread. @return false if it is not one of these */
    boolean reported(Place place, LetterCause cause) {
        var replay = byPlace.get(place);
        if (replay != null) {
            replay.report(cause);
        }
        return replay != null;
    }

    /** Those that are covered by what the connector vouches for. */
    List<Replay> covered(
            Map<TopicPartition, OffsetAndMetadata> vouched, Map<TopicPartition, OffsetAndMetadata> delivered) {
        var covered = new ArrayList<Replay>();
        marks.forEach((letter, mark) -> find(letter)
                .filter(replay -> isCovered(mark, vouched.get(replay.partition()), delivered.get(replay.partition())))
                .ifPresent(covered::add));
        return covered;
    }

    /**
     * The record has no place in the order of offsets: it is covered by what was put after it or, if nothing was, by all
     * that was put.
     */
    private static boolean isCovered(
            long mark, @Nullable OffsetAndMetadata vouched, @Nullable OffsetAndMetadata delivered) {
        if (vouched == null || delivered == null) {
            return false;
        }
        return vouched.offset() > mark || (vouched.offset() == mark && delivered.offset() == mark);
    }

    /** All that were put. */
    List<LetterId> waitedFor() {
        return List.copyOf(marks.keySet());
    }

    Optional<Replay> find(LetterId letter) {
        return byPlace.values().stream()
                .filter(replay -> replay.letter().equals(letter))
                .findFirst();
    }

    /** Those of these partitions are another task's now. */
    void revoked(Collection<TopicPartition> partitions) {
        List.copyOf(byPlace.values()).stream()
                .filter(replay -> partitions.contains(replay.partition()))
                .forEach(replay -> land(replay.letter()));
    }

    /** Nothing more is expected of it. */
    void land(LetterId letter) {
        marks.remove(letter);
        byPlace.values().removeIf(replay -> replay.letter().equals(letter));
    }
}
