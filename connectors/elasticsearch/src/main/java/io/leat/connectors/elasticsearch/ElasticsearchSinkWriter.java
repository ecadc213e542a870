package io.leat.connectors.elasticsearch;

import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.Backpressure;
import io.leat.connectors.delivery.ContiguousOffsets;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.RetryPolicy;
import io.leat.connectors.delivery.Ticket;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** One task's end of the way to Elasticsearch: records in, offsets of delivered records out. */
final class ElasticsearchSinkWriter implements SinkWriter, Outcomes {

    /** With anything under way the worker must call again soon, to see failures and to report rejected records. */
    private static final long LOOK_AGAIN_MILLIS = 250;

    /** What an item takes besides its lines: the record, the ticket and so on, roughly. */
    private static final int BYTES_PER_ITEM = 256;

    private final SinkTaskContext context;
    private final Documents documents;
    private final Sessions sessions;
    private final Delivery delivery;
    private final Backpressure backpressure;
    private final ErrantRecords errants;
    private final Rejections rejections;
    private final ContiguousOffsets offsets = new ContiguousOffsets();
    private final Queue<Rejected> rejected = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException failure;

    ElasticsearchSinkWriter(
            ElasticsearchSinkSettings settings,
            SinkTaskContext context,
            Cluster cluster,
            InstantSource clock,
            RandomGenerator random) {
        var metrics = new SinkMetrics();
        metrics.register(context);
        this.context = context;
        this.documents = new Documents(settings.documents(), settings.dataStream());
        this.sessions = new Sessions(clock);
        this.backpressure = new Backpressure(context, settings.buffer());
        this.errants = new ErrantRecords(context);
        this.rejections = new Rejections(settings.documents().behaviorOnMalformedDocuments(), errants, metrics);
        this.delivery = new Delivery(
                cluster,
                settings.bulk(),
                new RetryPolicy(settings.retry(), random),
                new Versions(settings.documents().versions()),
                this,
                metrics);
    }

    @Override
    public void opened(Collection<TopicPartition> partitions) {
        delivery.exclusively(() -> sessions.open(partitions));
    }

    @Override
    public void put(Collection<SinkRecord> records) throws InterruptedException {
        settle();
        for (var record : records) {
            if (!documents.ignores(record)) {
                take(record);
            }
        }
        backpressure.regulate();
        if (backpressure.heldRecords() > 0 && !backpressure.isPaused()) {
            context.timeout(LOOK_AGAIN_MILLIS);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current)
            throws InterruptedException {
        delivery.flush();
        if (failure == null) {
            settle();
        }
        return offsets.committable(current);
    }

    @Override
    public void closed(Collection<TopicPartition> partitions) {
        delivery.exclusively(() -> sessions.close(partitions));
        offsets.forget(partitions);
    }

    @Override
    public void close() {
        delivery.close();
    }

    @Override
    public void settled(Item item) {
        item.ticket().complete();
        release(item);
    }

    @Override
    public void rejected(Item item, ItemAnswer answer) {
        rejected.add(new Rejected(item, Rejections.fault(item, answer)));
    }

    @Override
    public void dropped(Item item) {
        release(item);
    }

    @Override
    public void hopeless(RuntimeException cause) {
        failure = cause;
    }

    private void take(SinkRecord record) {
        var ticket = offsets.track(record);
        try {
            var item = delivery.add(sessions.of(record), documents.ordered(record), lines -> {
                var session = sessions.of(record);
                session.accept(record.originalKafkaOffset());
                return written(record, ticket, session, lines);
            });
            backpressure.hold(1, item.bytes() + BYTES_PER_ITEM);
        } catch (RecordFault e) {
            rejections.handle(record, e, ticket::complete);
        }
    }

    private Item written(SinkRecord record, Ticket ticket, PartitionSession session, LineBuffer lines) {
        return documents.write(record, ticket, session, lines);
    }

    /** Throws what has failed, and reports what was rejected since the last call. */
    private void settle() throws InterruptedException {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        for (var next = rejected.poll(); next != null; next = rejected.poll()) {
            var item = next.item();
            rejections.handle(item.record(), next.fault(), () -> settled(item));
        }
        errants.settle();
    }

    private void release(Item item) {
        backpressure.release(1, item.bytes() + BYTES_PER_ITEM);
    }

    private record Rejected(Item item, RecordFault fault) {}
}
