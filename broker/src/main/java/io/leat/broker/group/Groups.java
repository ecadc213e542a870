package io.leat.broker.group;

import io.leat.broker.log.UndecidedLog;
import io.leat.broker.topic.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;

/**
 * Consumer groups, by all the ways in which they are used. The coordinator behind them starts when it is first needed, and
 * at once where there are groups on disk, in the background.
 */
public final class Groups implements AutoCloseable {
    private final CoordinatorStart start;
    private final CoordinatedGroups coordinated;
    private final CoordinatedOffsets offsets;
    private final JoinedGroups local;
    private final CoordinatedDirectory directory;
    private volatile TransactionCheck transactionCheck = TransactionCheck.NONE;

    /**
     * @param logs finds a partition, or throws {@code UnknownTopicOrPartitionException}
     * @param visible asked for topics that a client's pattern finds
     */
    public Groups(
            Topics topics,
            Function<TopicPartition, ? extends UndecidedLog> logs,
            VisibleTopics visible,
            GroupSettings settings,
            GroupConfigs configs,
            Time time) {
        var topic = new OffsetsTopic(topics, logs, settings);
        var reader = new OffsetsReader();
        var times = new CommitTimes();
        var view = new LocalGroupView();
        var writer = new OffsetsWriter(topic, reader, times, this::check);
        this.start = new CoordinatorStart(
                () -> new Coordinator(
                        topics,
                        topic,
                        writer,
                        new OffsetsLoader(topic, reader, times, time),
                        visible,
                        CoordinatorConfig.of(settings),
                        configs,
                        time),
                coordinator -> JoinedGroups.evictLeftovers(coordinator.service()));
        this.coordinated = new CoordinatedGroups(start, topic, view);
        this.offsets = new CoordinatedOffsets(coordinated, topic, writer, times, topics);
        this.directory = new CoordinatedDirectory(coordinated, topic);
        this.local = new JoinedGroups(coordinated, offsets, view, settings.value(GroupSettings.MAX_SESSION));
        if (topic.find().isPresent()) {
            var unused = start.ready();
        }
    }

    private CompletableFuture<Void> check(
            TopicPartition partition, String transactionalId, long producerId, short producerEpoch, int apiVersion) {
        return transactionCheck.check(partition, transactionalId, producerId, producerEpoch, apiVersion);
    }

    /** From now on this is asked before offsets of a transaction are taken. */
    public void askBeforeTransactionalCommits(TransactionCheck check) {
        transactionCheck = check;
    }

    /** What the protocol's handlers use. */
    public GroupRequests requests() {
        return coordinated;
    }

    public TransactionalOffsets transactions() {
        return coordinated;
    }

    /** What callers in this process use. */
    public GroupOffsets offsets() {
        return offsets;
    }

    public GroupDirectory directory() {
        return directory;
    }

    public LocalGroups local() {
        return local;
    }

    /** Waits for what the coordinator is doing; later requests fail. */
    @Override
    public void close() {
        local.close();
        start.close();
    }
}
