package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.LogRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one run of a sink task. What is decided is stored as the metadata of the committed offset it belongs to,
 * so that both change together; the store, which is written after that, is brought into line with it when a partition is
 * read again.
 */
final class SinkAccount implements SinkLedger, Account {

    private static final Logger LOG = LoggerFactory.getLogger(SinkAccount.class);

    private final ConnectorTaskId task;
    private final LedgerStore store;
    private final Clock clock;
    private final Map<TopicPartition, PartitionTrace> traces = new HashMap<>();
    private final Map<TopicPartition, PartitionState> proposed = new HashMap<>();
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private Entry window;
    private long failed;
    private volatile Live live = Live.NONE;

    SinkAccount(ConnectorTaskId task, LedgerStore store, Clock clock) {
        this.task = task;
        this.store = store;
        this.clock = clock;
        this.window = store.window(task, clock.millis());
    }

    private record Report(TopicPartition partition, long offset, Fate fate) {}

    @Override
    public void read(List<LogRecord> records) {
        var begin = 0;
        for (var end = 1; end <= records.size(); end++) {
            if (end == records.size()
                    || !records.get(end).partition().equals(records.get(begin).partition())) {
                read(records.get(begin).partition(), records.subList(begin, end));
                begin = end;
            }
        }
        publish();
    }

    private void read(TopicPartition partition, List<LogRecord> records) {
        var trace = traces.get(partition);
        if (trace != null) {
            var next = records.get(records.size() - 1).offset() + 1;
            var gapless = next - records.get(0).offset() == records.size();
            trace.add(next, records.size(), gapless ? null : offsets(records));
        }
    }

    private static long[] offsets(List<LogRecord> records) {
        return records.stream().mapToLong(LogRecord::offset).toArray();
    }

    @Override
    public void split(TopicPartition partition, long offset, int pieces) {
        trace(partition).ifPresent(trace -> trace.split(offset, pieces));
    }

    @Override
    public void leftOut(TopicPartition partition, long offset, Fate fate) {
        trace(partition).ifPresent(trace -> trace.failed(offset, fate));
    }

    private Optional<PartitionTrace> trace(TopicPartition partition) {
        return Optional.ofNullable(traces.get(partition));
    }

    @Override
    public void put(Map<TopicPartition, Integer> records) {
        records.forEach((partition, number) -> trace(partition).ifPresent(trace -> trace.put(number)));
        publish();
    }

    @Override
    public void reported(TopicPartition partition, long offset, Fate fate) {
        reports.add(new Report(partition, offset, fate));
    }

    @Override
    public void replayed(TopicPartition partition, Counts counts) {
        trace(partition).ifPresent(trace -> trace.replayed(counts));
    }

    @Override
    public boolean hasNews(TopicPartition partition) {
        return trace(partition).filter(PartitionTrace::hasNews).isPresent();
    }

    @Override
    public void failed(int records) {
        failed = records;
        publish();
    }

    @Override
    public void assigned(TopicPartition partition, long position, Optional<OffsetAndMetadata> committed) {
        var now = store.begin(task.connector());
        var stored = store.partition(task.connector(), partition);
        var truth =
                committed.flatMap(LedgerNote::read).filter(state -> store.isOfThisEra(task.connector(), state.since()));
        var state = truth.or(() -> stored).orElseGet(() -> PartitionState.begin(now, position));
        truth.ifPresent(known -> makeUpFor(partition, stored, known));
        traces.put(partition, new PartitionTrace(state.movedTo(position)));
    }

    /** The process ended between a commit and the store's knowledge of it. */
    private void makeUpFor(TopicPartition partition, Optional<PartitionState> stored, PartitionState truth) {
        var before = stored.filter(state -> state.since() == truth.since())
                .orElseGet(() -> PartitionState.begin(truth.since(), truth.first()));
        if (!before.equals(truth)) {
            book(Map.of(partition, before), Map.of(partition, truth));
        }
    }

    @Override
    public void movedTo(TopicPartition partition, long offset) {
        drain();
        trace(partition).ifPresent(trace -> trace.moveTo(offset));
        proposed.remove(partition);
        publish();
    }

    @Override
    public void readAgain(TopicPartition partition) {
        trace(partition).ifPresent(trace -> trace.moveTo(trace.committed().next()));
        proposed.remove(partition);
        publish();
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        traces.keySet().removeAll(partitions);
        proposed.keySet().removeAll(partitions);
        publish();
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> noted(Map<TopicPartition, Long> offsets) {
        drain();
        var noted = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((partition, offset) -> noted.put(partition, noted(partition, offset)));
        return noted;
    }

    private OffsetAndMetadata noted(TopicPartition partition, long offset) {
        var trace = traces.get(partition);
        if (trace == null) {
            return new OffsetAndMetadata(offset);
        }
        var state = trace.propose(offset);
        proposed.put(partition, state);
        return new OffsetAndMetadata(offset, LedgerNote.write(state));
    }

    /** What the connector reported of its own threads; while a commit is under way it waits for the next one. */
    private void drain() {
        for (var report = reports.poll(); report != null; report = reports.poll()) {
            var trace = traces.get(report.partition());
            if (trace != null) {
                trace.failed(report.offset(), report.fate());
            }
        }
    }

    @Override
    public void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var before = new HashMap<TopicPartition, PartitionState>();
        var after = new HashMap<TopicPartition, PartitionState>();
        offsets.forEach((partition, offset) -> {
            var trace = traces.get(partition);
            var state = proposed.remove(partition);
            if (trace != null && state != null && state.next() == offset.offset()) {
                before.put(partition, trace.committed());
                trace.commit(offset.offset());
                after.put(partition, state);
            }
        });
        publish();
        book(before, after);
    }

    /** Puts what was decided between the states into the present window. */
    private void book(Map<TopicPartition, PartitionState> before, Map<TopicPartition, PartitionState> after) {
        if (after.isEmpty()) {
            return;
        }
        var now = clock.millis();
        if (now >= window.end()) {
            window = store.window(task, now);
            store.expire();
        }
        var counts = Counts.NONE;
        var spans = new ArrayList<Span>();
        for (var state : after.entrySet()) {
            var partition = state.getKey();
            var earlier = before.get(partition);
            if (earlier != null) {
                counts = counts.plus(state.getValue().counts().minus(earlier.counts()));
                spans.add(state.getValue().since(earlier, LedgerNote.name(partition)));
            }
        }
        window = window.plus(counts, spans);
        store.write(task, window, after);
        after.forEach((partition, state) -> warn(partition, before.getOrDefault(partition, state), state));
    }

    private void warn(TopicPartition partition, PartitionState before, PartitionState after) {
        var imbalance = after.counts().imbalance();
        if (imbalance != before.counts().imbalance() || after.unexplained() != before.unexplained()) {
            LOG.error(
                    "The ledger of task {} does not add up for {}: up to offset {}, {} of {} records are not accounted"
                            + " for and {} offsets are not explained. Compare source and destination; this is an error of"
                            + " the worker.",
                    task,
                    partition,
                    after.next(),
                    imbalance,
                    after.counts().read(),
                    after.unexplained());
        }
    }

    @Override
    public void ended() {
        traces.clear();
        live = Live.ended(failed);
    }

    private void publish() {
        var read = 0L;
        var split = 0L;
        var missing = 0L;
        for (var trace : traces.values()) {
            read += trace.read();
            split += trace.split();
            missing += trace.missing();
        }
        live = new Live(read, split, failed, read + split - missing - failed);
    }

    @Override
    public Live live() {
        return live;
    }
}
