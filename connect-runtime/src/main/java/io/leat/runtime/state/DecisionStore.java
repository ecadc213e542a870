package io.leat.runtime.state;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.utils.Utils;

/**
 * Decisions about dead letters, kept in a compacted topic of the worker. Letters that nobody decided about are not in it:
 * they are open.
 */
public final class DecisionStore implements Decisions, AutoCloseable {

    /** Keys are positions in the log, so that several workers on one log can share it. */
    public static final String TOPIC = "leat-connect-dead-letters";

    private static final Comparator<LetterId> ORDER = Comparator.<LetterId, String>comparing(
                    id -> id.partition().topic())
            .thenComparing(id -> id.partition().partition())
            .thenComparing(LetterId::offset);

    private final CompactedTopic topic;
    private final Map<LetterId, Decision> decisions = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<LetterId, Decision>> byConnector = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<LetterId, Decision>> replaying = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(String connector, Runnable call) {}

    public DecisionStore(Log log) {
        this.topic = new CompactedTopic(
                log,
                new CompactedTopic.Spec(
                        TOPIC, "the worker itself", 1, 1, CompactedTopic.Writing.DURABLE, Duration.ZERO),
                this::apply);
    }

    /** Reads what there is. @throws StateTopicException if the topic cannot be used */
    public void start() {
        topic.start();
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public Optional<Decision> of(LetterId letter) {
        return Optional.ofNullable(decisions.get(letter));
    }

    @Override
    public Map<LetterId, Decision> all(String connector) {
        return byConnector.getOrDefault(connector, new ConcurrentSkipListMap<>(ORDER));
    }

    @Override
    public List<LetterId> replaying(String connector) {
        var waiting = replaying.get(connector);
        return waiting == null || waiting.isEmpty() ? List.of() : List.copyOf(waiting.keySet());
    }

    @Override
    public void refresh() {
        topic.readToEnd();
    }

    @Override
    public void write(Map<LetterId, Decision> changes) {
        if (!changes.isEmpty()) {
            topic.writeAndApply(changes.entrySet().stream()
                    .map(change -> StateRecord.of(change.getKey().toString(), DecisionCodec.encode(change.getValue())))
                    .toList());
        }
    }

    /** Forgets letters that are no longer in their topic. */
    public void forget(Collection<LetterId> letters) {
        if (!letters.isEmpty()) {
            topic.writeAndApply(letters.stream()
                    .map(letter -> StateRecord.of(letter.toString(), null))
                    .toList());
        }
    }

    @Override
    public Encoded encode(LetterId letter, Decision decision) {
        var key = letter.toString().getBytes(StandardCharsets.UTF_8);
        return new Encoded(
                Utils.toPositive(Utils.murmur2(key)) % topic.partitions(), key, DecisionCodec.encode(decision));
    }

    @Override
    public Runnable onRequest(String connector, Runnable call) {
        var listener = new Listener(connector, call);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void apply(LogRecord record) {
        if (record.key() == null) {
            return;
        }
        var id = LetterId.parse(new String(record.key(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("a key that is no letter's"));
        var before = decisions.get(id);
        if (before != null) {
            within(byConnector, before.connector()).remove(id);
            within(replaying, before.connector()).remove(id);
        }
        if (record.value() == null) {
            decisions.remove(id);
        } else {
            put(id, DecisionCodec.decode(record.value()));
        }
    }

    private void put(LetterId id, Decision decision) {
        decisions.put(id, decision);
        within(byConnector, decision.connector()).put(id, decision);
        if (decision.state() == LetterState.REPLAYING) {
            within(replaying, decision.connector()).put(id, decision);
            listeners.stream()
                    .filter(listener -> listener.connector().equals(decision.connector()))
                    .forEach(listener -> listener.call().run());
        }
    }

    private static NavigableMap<LetterId, Decision> within(
            Map<String, NavigableMap<LetterId, Decision>> maps, String connector) {
        return maps.computeIfAbsent(connector, name -> new ConcurrentSkipListMap<>(ORDER));
    }

    @Override
    public void close() {
        topic.close();
    }
}
