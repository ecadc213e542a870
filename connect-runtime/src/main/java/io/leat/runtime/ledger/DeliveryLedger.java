package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.Ledger;
import io.leat.runtime.Metrics.Sample;
import io.leat.runtime.RequestException;
import io.leat.runtime.config.LedgerSettings;
import io.leat.runtime.log.Log;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The ledger of all connectors: opened for tasks, shown to those who ask. Safe for use from any thread. */
public final class DeliveryLedger implements TaskLedgers, Ledger, AutoCloseable {

    private final LedgerStore store;
    private final Clock clock;
    private final boolean enabled;
    private final Map<ConnectorTaskId, SourceAccount> sources = new ConcurrentHashMap<>();
    private final Map<ConnectorTaskId, SinkAccount> sinks = new ConcurrentHashMap<>();

    public DeliveryLedger(Log log, LedgerSettings settings, Clock clock) {
        this.store = new LedgerStore(log, settings, clock);
        this.clock = clock;
        this.enabled = settings.enabled();
    }

    /** Reads what there is. @throws io.leat.runtime.state.StateTopicException if the topic cannot be used */
    public void start() {
        if (enabled) {
            store.start();
        }
    }

    @Override
    public SourceLedger source(ConnectorTaskId task) {
        if (!enabled) {
            return NONE.source(task);
        }
        var account = new SourceAccount(task, store, clock);
        sources.put(task, account);
        return account;
    }

    @Override
    public SinkLedger sink(ConnectorTaskId task) {
        if (!enabled) {
            return NONE.sink(task);
        }
        var account = new SinkAccount(task, store, clock);
        sinks.put(task, account);
        return account;
    }

    @Override
    public Report report(String connector) {
        return find(connector)
                .orElseThrow(() -> new RequestException.NotFound("There is no ledger of a connector " + connector
                        + (enabled ? "" : "; ledger.enable is false") + "."));
    }

    private Optional<Report> find(String connector) {
        var sum = new Sum();
        var tasks = new TreeMap<Integer, Task>();
        taskIds(connector).forEach(id -> tasks.put(id.task(), new Task(id.task(), figures(id, sum))));
        var partitions = partitions(connector, sum);
        return tasks.isEmpty() && partitions.isEmpty()
                ? Optional.empty()
                : Optional.of(new Report(
                        connector, sum.since(clock.millis()), sum.figures(), List.copyOf(tasks.values()), partitions));
    }

    private Stream<ConnectorTaskId> taskIds(String connector) {
        var running = Stream.concat(sources.keySet().stream(), sinks.keySet().stream())
                .filter(task -> task.connector().equals(connector));
        return Stream.concat(running, store.tasks(connector)).distinct();
    }

    private Figures figures(ConnectorTaskId id, Sum sum) {
        var own = new Sum();
        var source = sources.get(id);
        if (source != null) {
            var state = source.state();
            own.add(state.since(), state.total());
            own.add(source.live());
        } else {
            store.source(id).ifPresent(state -> own.add(state.since(), state.total()));
        }
        var sink = sinks.get(id);
        if (sink != null) {
            own.add(sink.live());
        }
        sum.add(own);
        return own.figures();
    }

    private List<Partition> partitions(String connector, Sum sum) {
        var partitions = new ArrayList<Partition>();
        store.partitions(connector).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition)))
                .forEach(entry -> {
                    var state = entry.getValue();
                    sum.add(state.since(), state.counts());
                    partitions.add(show(entry.getKey(), state));
                });
        return partitions;
    }

    private static Partition show(TopicPartition partition, PartitionState state) {
        return new Partition(
                partition.topic(),
                partition.partition(),
                state.first(),
                state.next(),
                state.gaps(),
                state.moved(),
                state.unexplained(),
                Sum.figures(state.counts(), Live.NONE));
    }

    @Override
    public Stream<Window> windows(String connector, Query query) {
        store.catchUp();
        return taskIds(connector)
                .filter(task -> query.wants(task.task()))
                .sorted(Comparator.comparingInt(ConnectorTaskId::task))
                .flatMap(task -> entries(task, query).map(entry -> show(task, entry)));
    }

    private Stream<Entry> entries(ConnectorTaskId task, Query query) {
        var wanted = store.windows(task)
                .filter(entry -> !entry.isEmpty() && entry.end() > query.from() && entry.start() < query.to());
        return query.window() <= 0 ? wanted : Entry.together(wanted, query.window());
    }

    private static Window show(ConnectorTaskId task, Entry entry) {
        return new Window(
                task.task(),
                entry.start(),
                entry.end(),
                Sum.figures(entry.counts(), Live.NONE),
                entry.spans().stream()
                        .map(s -> new Move(s.partition(), s.first(), s.last(), s.gaps(), s.moved()))
                        .toList(),
                entry.others());
    }

    @Override
    public void reset(String connector) {
        report(connector);
        store.reset(connector);
        sources.keySet().removeIf(task -> task.connector().equals(connector));
        sinks.keySet().removeIf(task -> task.connector().equals(connector));
    }

    /** The present figures of those of the connectors that have a ledger. */
    public List<Sample> samples(Collection<String> connectors) {
        var samples = new ArrayList<Sample>();
        for (var connector : connectors) {
            find(connector).ifPresent(report -> LedgerSamples.add(report, samples));
        }
        return samples;
    }

    @Override
    public void close() {
        store.close();
    }
}
