package io.leat.broker.network;

import io.leat.broker.handler.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers on the bound ports: one acceptor thread for each, and the processors. */
public final class NetworkServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(NetworkServer.class);
    /** Longer than a processor takes to stop. */
    private static final long JOIN_MS = TimeUnit.SECONDS.toMillis(4);

    private final NetworkSettings settings;
    private final BoundListeners listeners;
    private final Dispatcher dispatcher;
    private final Time time;
    private final RequestMemory memory;
    private final ConnectionCounts counts;
    private final ClientQuotas quotas;
    private final Complaints complaints;
    private final Admission admission;
    private final Metrics metrics = new Metrics();
    private final List<Processor> processors = new ArrayList<>();
    private final List<Thread> acceptorThreads = new ArrayList<>();
    private final List<Thread> processorThreads = new ArrayList<>();

    private NetworkServer(
            NetworkSettings settings, BoundListeners listeners, Dispatcher dispatcher, ClientQuotas quotas, Time time) {
        this.settings = settings;
        this.listeners = listeners;
        this.dispatcher = dispatcher;
        this.time = time;
        this.memory = new RequestMemory(settings.limits().queuedBytes());
        this.counts = new ConnectionCounts(
                settings.limits().connections(), settings.limits().connectionsPerAddress());
        this.quotas = quotas;
        this.complaints = new Complaints(time::nanoseconds);
        this.admission = new Admission(counts, quotas, complaints);
    }

    private void addProcessors(ChannelSource channels, Function<Short, ApiVersionsResponse> versions) {
        for (int i = 0; i < settings.networkThreads() && !settings.listeners().isEmpty(); i++) {
            var builders = builders(listeners.listeners(), channels, versions);
            var processor = new Processor(
                    i, settings.limits(), builders, memory, dispatcher, counts, complaints, quotas, metrics, time);
            processors.add(processor);
            processorThreads.add(new Thread(processor, "leat-network-" + i));
        }
    }

    private void addAcceptors() {
        var accepted = new AtomicInteger();
        for (var port : listeners.bound()) {
            var acceptor = new Acceptor(port, processors, admission, complaints, settings.limits(), accepted);
            acceptorThreads.add(
                    new Thread(acceptor, "leat-accept-" + port.listener().port()));
        }
    }

    private static Map<ListenerName, ChannelBuilder> builders(
            List<Listener> listeners, ChannelSource channels, Function<Short, ApiVersionsResponse> versions) {
        return listeners.stream()
                .collect(Collectors.toMap(
                        Listener::name, listener -> channels.open(listener, new LogContext(), versions)));
    }

    /**
     * @param listeners closed with the server
     * @param versions the answer to ApiVersions, by the version of the request
     * @throws org.apache.kafka.common.KafkaException if the settings of TLS or SASL cannot be used; the ports stay open
     */
    public static NetworkServer start(
            NetworkSettings settings,
            BoundListeners listeners,
            ChannelSource channels,
            Dispatcher dispatcher,
            Function<Short, ApiVersionsResponse> versions,
            ClientQuotas quotas,
            Time time) {
        var server = new NetworkServer(settings, listeners, dispatcher, quotas, time);
        try {
            server.addProcessors(channels, versions);
        } catch (RuntimeException e) {
            server.processors.forEach(Processor::discard);
            server.metrics.close();
            throw e;
        }
        server.addAcceptors();
        server.processorThreads.forEach(Thread::start);
        server.acceptorThreads.forEach(Thread::start);
        listeners.listeners().forEach(listener -> LOGGER.info("Kafka clients are served on {}", listener));
        return server;
    }

    /** What requests hold in memory now, over all connections. */
    long requestBytes() {
        return memory.used();
    }

    /** Accepts no more, lets answers under way leave within seconds, closes all connections. */
    @Override
    public void close() {
        listeners.close();
        processors.forEach(Processor::stop);
        join(acceptorThreads);
        admission.close();
        join(processorThreads);
        metrics.close();
    }

    private static void join(List<Thread> threads) {
        try {
            for (var thread : threads) {
                thread.join(JOIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
