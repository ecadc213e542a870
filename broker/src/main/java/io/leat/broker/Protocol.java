package io.leat.broker;

import io.leat.broker.group.Groups;
import io.leat.broker.handler.ApiVersionsHandler;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.Handlers;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.handler.data.DataHandlers;
import io.leat.broker.handler.group.GroupHandlers;
import io.leat.broker.handler.group.GroupPorts;
import io.leat.broker.handler.security.SecurityHandlers;
import io.leat.broker.handler.topic.TopicHandlers;
import io.leat.broker.handler.topic.TopicPorts;
import io.leat.broker.handler.transaction.TransactionHandlers;
import io.leat.broker.handler.transaction.TransactionPorts;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.network.BoundListeners;
import io.leat.broker.network.Listener;
import io.leat.broker.network.NetworkServer;
import io.leat.broker.network.NetworkSettings;
import io.leat.broker.network.RequestThreads;
import io.leat.broker.quota.Quotas;
import io.leat.broker.security.Security;
import io.leat.broker.topic.StoredTopics;
import io.leat.broker.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;

/** Kafka's protocol in front of the log: gathers the handlers of all subjects and serves them on the listeners. */
final class Protocol implements AutoCloseable {

    /** What handlers work on. */
    record Parts(
            Security security,
            StoredTopics topics,
            PartitionLogs logs,
            Transactions transactions,
            Groups groups,
            DataHandlers data,
            TopicPorts topicPorts,
            Quotas quotas) {}

    private final BoundListeners listeners;
    private final ServerNode node;
    private final Handlers handlers;
    private final RequestThreads threads;
    private final NetworkServer server;

    private Protocol(NetworkSettings settings, BoundListeners listeners, ServerNode node, Parts parts, Time time) {
        this.listeners = listeners;
        this.node = node;
        var all = handlers(node, parts, time);
        var versions = new ApiVersionsHandler(all);
        all.add(versions);
        this.handlers = new Handlers(all);
        this.threads = new RequestThreads(settings);
        this.server = NetworkServer.start(
                settings,
                listeners,
                (listener, log, apiVersions) ->
                        parts.security().channels(listener.name(), listener.protocol(), log, apiVersions),
                new Dispatcher(handlers, threads, time::nanoseconds),
                versions::response,
                new NetworkQuotas(parts.quotas()),
                time);
    }

    /**
     * @throws io.leat.broker.network.ListenException if a port cannot be had
     * @throws org.apache.kafka.common.KafkaException if the settings of TLS or SASL cannot be used
     */
    static Protocol start(NetworkSettings settings, String clusterId, Parts parts, Time time) {
        var listeners = BoundListeners.bind(settings);
        try {
            return new Protocol(settings, listeners, node(settings.nodeId(), clusterId, listeners), parts, time);
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    /** One line for each subject. */
    private static List<Handler<?>> handlers(ServerNode node, Parts parts, Time time) {
        var all = new ArrayList<Handler<?>>();
        all.addAll(SecurityHandlers.of(parts.security()));
        all.addAll(parts.data().all());
        all.addAll(TopicHandlers.of(parts.topicPorts(), node));
        all.addAll(GroupHandlers.all(new GroupPorts(
                parts.security().access(),
                parts.topics(),
                parts.groups().requests(),
                node,
                // The states of transactions were read before the first listener opened.
                transactionalId -> CompletableFuture.completedFuture(null))));
        all.addAll(TransactionHandlers.all(new TransactionPorts(
                parts.transactions().coordinator(),
                parts.groups().transactions(),
                parts.topics(),
                parts.security().access(),
                time::milliseconds)));
        return all;
    }

    private static ServerNode node(int id, String clusterId, BoundListeners listeners) {
        return new ServerNode() {
            @Override
            public String clusterId() {
                return clusterId;
            }

            @Override
            public int id() {
                return id;
            }

            @Override
            public Node endpoint(ListenerName listener) {
                var told = listeners.told(listener);
                return new Node(id, told.host(), told.port());
            }
        };
    }

    /** What clients of the first listener are told; no node where there is none. */
    Node node() {
        return listeners.listeners().stream()
                .findFirst()
                .map(listener -> node.endpoint(listener.name()))
                .orElseGet(Node::noNode);
    }

    List<Listener> listeners() {
        return listeners.listeners();
    }

    Handlers handlers() {
        return handlers;
    }

    @Override
    public void close() {
        server.close();
        threads.close();
    }
}
