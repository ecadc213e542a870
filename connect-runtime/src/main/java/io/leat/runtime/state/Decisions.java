package io.leat.runtime.state;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.LetterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was decided about dead letters. Safe for use from any thread. */
public interface Decisions {

    /** The topic that {@link #encode} is meant for. */
    String topic();

    Optional<Decision> of(LetterId letter);

    /** What there is of a connector, in the order of the letters. */
    Map<LetterId, Decision> all(String connector);

    /** The connector's letters that are to be replayed, in their order. Cheap when there are none. */
    List<LetterId> replaying(String connector);

    /** Returns when every decision that is in the log has been seen. */
    void refresh();

    /** Writes decisions together, and returns when they are durable and seen. */
    void write(Map<LetterId, Decision> decisions);

    /** The record that stores a decision, for a task that writes it together with what it did. */
    Encoded encode(LetterId letter, Decision decision);

    /**
     * Calls this when a replay is asked for, on a thread that must not be blocked.
     *
     * @return ends that
     */
    Runnable onRequest(String connector, Runnable listener);

    /** @param partition of the topic, chosen by the key */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Encoded(int partition, byte[] key, byte[] value) {}
}
