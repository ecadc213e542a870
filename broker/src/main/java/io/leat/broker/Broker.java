package io.leat.broker;

import io.leat.broker.disk.DataFolder;
import io.leat.broker.disk.DataFolderException;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.group.GroupConfigs;
import io.leat.broker.group.GroupDirectory;
import io.leat.broker.group.GroupOffsets;
import io.leat.broker.group.Groups;
import io.leat.broker.group.LocalGroups;
import io.leat.broker.handler.Handlers;
import io.leat.broker.handler.data.DataHandlers;
import io.leat.broker.handler.data.DataPorts;
import io.leat.broker.handler.topic.ClientThrottle;
import io.leat.broker.handler.topic.TopicPorts;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import io.leat.broker.log.Durability;
import io.leat.broker.log.LogEnvironment;
import io.leat.broker.log.PartitionLog;
import io.leat.broker.log.PartitionLogs;
import io.leat.broker.network.Listener;
import io.leat.broker.quota.QuotaKey;
import io.leat.broker.quota.Quotas;
import io.leat.broker.security.Security;
import io.leat.broker.topic.MetadataLog;
import io.leat.broker.topic.StoredTopics;
import io.leat.broker.topic.Topics;
import io.leat.broker.transaction.Producers;
import io.leat.broker.transaction.Transactions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded partitioned log over one data folder. Safe for use from any thread. */
public final class Broker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Broker.class);

    private final DataFolder folder;
    private final ForceThreads forceThreads = new ForceThreads();
    private final AppendJournal journal;
    private final MetadataLog metadata;
    private final PartitionLogs logs;
    private final Security security;
    private final StoredTopics topics;
    private final Transactions transactions;
    private final Groups groups;
    private final Quotas quotas;
    private final DataHandlers data;
    private final Protocol protocol;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Broker(BrokerConfig config, BrokerPorts ports, DataFolder folder) throws IOException {
        var path = folder.path();
        var force = ports.force();
        var freeSpace = new FreeSpace(ports.usableBytes(path), config.minFreeBytes(), ports.nanoClock());
        this.journal = AppendJournal.open(
                new JournalFolder(path, force, forceThreads, freeSpace, ports.nanoClock()),
                config.durability() == Durability.FSYNC ? config.journalBytes() : 0,
                folder.wasCleanlyShutDown());
        var environment = new LogEnvironment(
                force,
                forceThreads,
                freeSpace,
                journal,
                config.durability(),
                config.producerIdExpiration(),
                ports.time());
        this.folder = folder;
        this.metadata = MetadataLog.open(path, force, folder.wasCleanlyShutDown());
        this.security = Security.open(config.security(), config.network().protocols(), metadata, ports.time());
        this.logs = new PartitionLogs(path, folder.wasCleanlyShutDown(), config.cleaner(), environment);
        var settings = config.withChanges(metadata);
        this.topics = new StoredTopics(metadata, logs, freeSpace, settings, config.numPartitions());
        topics.openLogs(config.recoveryThreads());
        this.transactions = Transactions.open(
                config.transactions(),
                new Transactions.Ground(topics, topics::partition, metadata::reserveProducerIds, ports.time()),
                new Transactions.JournalPlace(
                        path, force, forceThreads, config.durability() == Durability.FSYNC, journal),
                logs.all());
        logs.onReturn(transactions::returned);
        var groupConfigs = new GroupConfigs(metadata, config.groups());
        this.groups = new Groups(topics, topics::partition, this::shows, config.groups(), groupConfigs, ports.time());
        groups.askBeforeTransactionalCommits(transactions.coordinator());
        transactions.start(groups.transactions());
        this.quotas = new Quotas(metadata, config.quotas(), ports.time()::milliseconds);
        this.data = new DataHandlers(
                new DataPorts(
                        topics,
                        topics::partition,
                        security.access(),
                        transactions.coordinator(),
                        transactions::isOwn,
                        new ClientThrottle(quotas, QuotaKey.PRODUCER_BYTE_RATE),
                        new ClientThrottle(quotas, QuotaKey.CONSUMER_BYTE_RATE),
                        path),
                config.data(),
                ports.time());
        var topicPorts = new TopicPorts(topics, config.topics(), settings, groupConfigs, quotas, security.access());
        this.protocol = Protocol.start(
                config.network(),
                clusterId(),
                new Protocol.Parts(security, topics, logs, transactions, groups, data, topicPorts, quotas),
                ports.time());
        logs.startTasks(config.retentionCheckInterval(), config.checkpointInterval());
    }

    private boolean shows(AuthorizableRequestContext caller, String topic) {
        return security.access().shows(caller, AclOperation.DESCRIBE, ResourceType.TOPIC, topic);
    }

    /**
     * Opens the folder, made if missing, and recovers what a crash has left.
     *
     * @throws DataFolderException with one sentence for the user, if another process has the folder, it cannot be
     *     written or read, or a newer version wrote it
     */
    public static Broker open(BrokerConfig config) {
        return open(config, BrokerPorts.system());
    }

    static Broker open(BrokerConfig config, BrokerPorts ports) {
        var folder = DataFolder.open(config.dataDir(), ports.force());
        try {
            return new Broker(config, ports, folder);
        } catch (IOException e) {
            folder.close();
            throw new DataFolderException(
                    "The data folder " + folder.path() + " cannot be used: " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The id of the data folder, made with it. */
    public String clusterId() {
        return folder.clusterId();
    }

    public Topics topics() {
        return topics;
    }

    /**
     * The log of a partition.
     *
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none
     */
    public PartitionLog partition(TopicPartition partition) {
        return topics.partition(partition);
    }

    public GroupOffsets groups() {
        return groups.offsets();
    }

    public GroupDirectory groupDirectory() {
        return groups.directory();
    }

    /** For readers of this process that share partitions among themselves. */
    public LocalGroups localGroups() {
        return groups.local();
    }

    public Producers producers() {
        return transactions.producers();
    }

    /** How much clients and connectors may move. */
    public Quotas quotas() {
        return quotas;
    }

    /** Who may do what. */
    public Security security() {
        return security;
    }

    /** Where Kafka clients are answered, with the ports that were given where 0 was asked for. */
    public List<Listener> listeners() {
        return protocol.listeners();
    }

    /** What clients are told of this broker; {@link Node#noNode()} where it listens to none. */
    public Node node() {
        return protocol.node();
    }

    Handlers handlers() {
        return protocol.handlers();
    }

    /**
     * Forces everything to disk, marks the folder as cleanly shut down and releases it. Atomic appends under way are
     * decided first; later calls fail.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        protocol.close();
        data.close();
        groups.close();
        transactions.close();
        journal.stop();
        forceThreads.close();
        var complete = logs.close();
        journal.close(complete);
        metadata.close();
        if (complete && metadata.isComplete()) {
            markClean();
        }
        folder.close();
    }

    private void markClean() {
        try {
            folder.markClean();
        } catch (IOException e) {
            LOGGER.warn("The marker of a clean shutdown could not be written; the next start takes longer", e);
        }
    }
}
