package io.leat.broker.handler.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.BrokerConfig;
import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.handler.Handlers;
import io.leat.broker.handler.Throttle;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import io.leat.broker.log.LogEnvironment;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.log.ServedLog;
import io.leat.broker.security.Access;
import io.leat.broker.security.OpenAccess;
import io.leat.broker.topic.MetadataLog;
import io.leat.broker.topic.StoredTopics;
import io.leat.broker.transaction.TransactionGate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** The handlers of data over a log in a folder, without a network. */
final class DataServer implements AutoCloseable {
    static final int SESSION_SLOTS = 2;

    final Set<String> forbidden = new HashSet<>();
    final GatedForce force = new GatedForce();
    final Gate gate = new Gate();
    final Quota produced = new Quota();
    final Quota fetched = new Quota();
    final Set<Long> ownProducerIds = new HashSet<>();
    final StoredTopics topics;
    private final PartitionLogs logs;
    private final MetadataLog metadata;
    private final ForceThreads forceThreads = new ForceThreads();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final DataHandlers handlers;
    private final Dispatcher dispatcher;

    /** Lets forces through unless it is closed. */
    static final class GatedForce implements Force {
        private volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

        void close() {
            open = new CompletableFuture<>();
        }

        void open() {
            open.complete(null);
        }

        @Override
        public void file(Path file, FileChannel channel) throws IOException {
            open.join();
        }

        @Override
        public void directory(Path directory) {
            open.join();
        }
    }

    /** One transaction coordinator's view, set by the test. */
    static final class Gate implements TransactionGate {
        final Set<TopicPartition> open = ConcurrentHashMap.newKeySet();
        volatile Errors refusal = Errors.TRANSACTION_ABORTABLE;
        volatile boolean closesAfterAdmission;

        @Override
        public CompletableFuture<Map<TopicPartition, Errors>> admit(
                String id, long producerId, short epoch, Set<TopicPartition> partitions, boolean addMissing) {
            if (addMissing && !closesAfterAdmission) {
                open.addAll(partitions);
            }
            if (closesAfterAdmission || open.containsAll(partitions)) {
                return CompletableFuture.completedFuture(Map.of());
            }
            var refused = new HashMap<TopicPartition, Errors>();
            partitions.forEach(partition -> refused.put(partition, refusal));
            return CompletableFuture.completedFuture(refused);
        }

        @Override
        public boolean isOpen(long producerId, short producerEpoch, TopicPartition partition) {
            return open.contains(partition);
        }
    }

    /** Throttles for as long as the test says, and counts. */
    static final class Quota implements Throttle {
        volatile int throttleMs;
        volatile long counted;

        @Override
        public int record(RequestContext caller, long bytes) {
            counted += bytes;
            return throttleMs;
        }

        @Override
        public void takeBack(RequestContext caller, long bytes) {
            counted -= bytes;
        }

        @Override
        public int mostBytes(RequestContext caller) {
            return Integer.MAX_VALUE;
        }
    }

    DataServer(Path folder) throws IOException {
        var config = BrokerConfig.of(folder, Map.of());
        var freeSpace = new FreeSpace(() -> Long.MAX_VALUE, 0, System::nanoTime);
        var place = new JournalFolder(folder, force, forceThreads, freeSpace, System::nanoTime);
        var journal = AppendJournal.open(place, 0, true);
        var environment = new LogEnvironment(
                force,
                forceThreads,
                freeSpace,
                journal,
                config.durability(),
                config.producerIdExpiration(),
                Time.SYSTEM);
        this.metadata = MetadataLog.open(folder, Force.DISK, false);
        this.logs = new PartitionLogs(folder, true, config.cleaner(), environment);
        this.topics = new StoredTopics(metadata, logs, freeSpace, config.withChanges(metadata), 1);
        topics.openLogs(1);
        var ports = new DataPorts(
                topics,
                topics::partition,
                new SomeForbidden(),
                gate,
                ownProducerIds::contains,
                produced,
                fetched,
                folder);
        this.handlers = new DataHandlers(ports, new DataSettings(1 << 20, SESSION_SLOTS), Time.SYSTEM);
        this.dispatcher = new Dispatcher(new Handlers(handlers.all()), pool, System::nanoTime);
    }

    private final class SomeForbidden implements Access {
        private final Access rest = new OpenAccess();

        @Override
        public boolean allows(
                AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
            return !forbidden.contains(operation + " " + name);
        }

        @Override
        public boolean shows(
                AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
            return allows(caller, operation, type, name);
        }

        @Override
        public boolean allowsSome(AuthorizableRequestContext caller, AclOperation operation, ResourceType type) {
            return true;
        }

        @Override
        public int operations(AuthorizableRequestContext caller, ResourceType type, String name) {
            return rest.operations(caller, type, name);
        }
    }

    /** Makes a topic and returns its first partition. */
    TopicPartition topic(String name) {
        return topic(name, Map.of());
    }

    TopicPartition topic(String name, Map<String, String> settings) {
        topics.create(name, 2, settings);
        return new TopicPartition(name, 0);
    }

    Uuid id(String topic) {
        return topics.describe(topic).orElseThrow().id();
    }

    ServedLog log(TopicPartition partition) {
        return topics.partition(partition);
    }

    /** How many requests wait on the timer. */
    int waiting() {
        return handlers.waiting();
    }

    CompletableFuture<Answer> dispatch(AbstractRequest request) {
        return dispatcher.dispatch(request, context(request.apiKey(), request.version()), pooled -> {});
    }

    /** As {@link #dispatch}, until the records are where they have to be. */
    CompletableFuture<Answer> settle(AbstractRequest request) {
        return dispatch(request)
                .thenCompose(answer -> answer instanceof Answer.Later later
                        ? later.answer()
                        : CompletableFuture.completedFuture(answer));
    }

    /** Sends the request in its version; the response went over the wire and back. */
    <R extends AbstractResponse> R send(AbstractRequest request) {
        return response(settle(request).orTimeout(10, TimeUnit.SECONDS).join(), request);
    }

    @SuppressWarnings("unchecked")
    static <R extends AbstractResponse> R response(Answer answer, AbstractRequest request) {
        assertThat(answer).isInstanceOf(Answer.Reply.class);
        var response = ((Answer.Reply) answer).response();
        var context = context(request.apiKey(), request.version());
        assertThat(context.buildResponseSend(response).size()).isPositive();
        return (R) response;
    }

    static RequestContext context(ApiKeys key, short version) {
        return new RequestContext(
                new RequestHeader(key, version, "test", 1),
                "connection",
                InetAddress.getLoopbackAddress(),
                KafkaPrincipal.ANONYMOUS,
                new ListenerName("PLAINTEXT"),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false);
    }

    @Override
    public void close() {
        force.open();
        handlers.close();
        pool.shutdownNow();
        forceThreads.close();
        logs.close();
        metadata.close();
    }
}
