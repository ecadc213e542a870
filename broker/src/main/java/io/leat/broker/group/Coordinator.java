package io.leat.broker.group;

import io.leat.broker.log.AdvanceListener;
import io.leat.broker.log.UndecidedLog;
import io.leat.broker.topic.TopicDescription;
import io.leat.broker.topic.TopicListener;
import io.leat.broker.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.coordinator.group.GroupCoordinatorService;
import org.apache.kafka.coordinator.group.metrics.GroupCoordinatorMetrics;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.share.persister.NoOpStatePersister;

/**
 * Kafka's group coordinator at work: elected for every partition of the offsets topic, told of every change of topics.
 * Making one takes some tenths of a second, most of it for loading classes.
 */
final class Coordinator implements TopicListener, AutoCloseable {
    private static final int NODE = 0;

    private final GroupCoordinatorService service;
    private final int partitions;
    private final LoadedPartitions loaded;
    private final Topics topics;
    private final TopicImages images = new TopicImages();
    private final List<Election> elections = new ArrayList<>();

    /**
     * @param topic exists
     */
    Coordinator(
            Topics topics,
            OffsetsTopic topic,
            OffsetsWriter writer,
            OffsetsLoader loader,
            VisibleTopics visible,
            CoordinatorConfig config,
            GroupConfigs configs,
            Time time) {
        this.topics = topics;
        this.partitions = topic.findOrMake().partitions();
        this.loaded = new LoadedPartitions(partitions);
        this.service = build(writer, loader, visible, config, configs, time);
        service.startup(() -> partitions);
        follow();
        for (var partition = 0; partition < partitions; partition++) {
            elections.add(new Election(partition, topic.log(OffsetsTopic.partition(partition))));
        }
        elections.forEach(Election::begin);
    }

    private GroupCoordinatorService build(
            OffsetsWriter writer,
            OffsetsLoader loader,
            VisibleTopics visible,
            CoordinatorConfig config,
            GroupConfigs configs,
            Time time) {
        var access = Plugin.<Authorizer>wrapInstance(new PatternAccess(visible), new Metrics(), "authorizer");
        return new GroupCoordinatorService.Builder(NODE, config.groups())
                .withWriter(writer)
                .withLoader(loader)
                .withTime(time)
                .withTimer(new GroupTimer())
                .withCoordinatorRuntimeMetrics(loaded)
                .withGroupCoordinatorMetrics(new GroupCoordinatorMetrics())
                .withGroupConfigManager(configs.follow(config))
                .withPersister(new NoOpStatePersister())
                .withAuthorizerPlugin(Optional.of(access))
                .withPartitionMetadataClient(new NoShareGroups())
                .build();
    }

    /** Completes when the groups on disk are known. */
    CompletableFuture<Void> loaded() {
        return loaded.all();
    }

    GroupCoordinatorService service() {
        return service;
    }

    TopicPartition partitionOf(String group) {
        return OffsetsTopic.partitionOf(group, partitions);
    }

    /** Changes wait until the coordinator knows what was there before. */
    private synchronized void follow() {
        topics.addListener(this);
        tell(images.add(topics.list().stream()
                .flatMap(name -> topics.describe(name).stream())
                .toList()));
    }

    private void tell(TopicImages.Change change) {
        service.onMetadataUpdate(change.delta(), change.image());
    }

    @Override
    public synchronized void created(TopicDescription topic) {
        images.put(topic).ifPresent(this::tell);
    }

    @Override
    public synchronized void changed(TopicDescription topic) {
        images.put(topic).ifPresent(this::tell);
    }

    @Override
    public synchronized void deleted(String name, Uuid id) {
        images.remove(id).ifPresent(this::tell);
    }

    @Override
    public synchronized void close() {
        topics.removeListener(this);
        elections.forEach(Election::end);
        service.shutdown();
    }

    /** Who leads does not change, but a partition that fails takes its groups with it, until it is back. */
    private final class Election implements AdvanceListener {
        private final int partition;
        private final UndecidedLog log;
        private boolean elected;
        private boolean ended;
        private int epoch;

        Election(int partition, UndecidedLog log) {
            this.partition = partition;
            this.log = log;
        }

        void begin() {
            log.addListener(this);
            advanced();
        }

        synchronized void end() {
            ended = true;
            log.removeListener(this);
        }

        @Override
        public synchronized void advanced() {
            if (ended || log.online() == elected) {
                return;
            }
            elected = !elected;
            if (elected) {
                service.onElection(partition, epoch++);
            } else {
                service.onResignation(partition, OptionalInt.empty());
            }
        }
    }
}
