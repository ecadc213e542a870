package io.leat.connectors.file;

import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.fault.ExternalFault;
import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task of the sink: one set of files per partition where the template keeps them apart, else one for all. */
final class FileSinkWriter implements SinkWriter {
    /** Stands for all partitions where their files are not kept apart. */
    private static final TopicPartition ALL = new TopicPartition("", -1);

    private final FileSinkSettings settings;
    private final Journals journals;
    private final SinkTaskContext context;
    private final ErrantRecords errant;
    private final Clock clock;
    private final Map<TopicPartition, FileSet> sets = new HashMap<>();

    FileSinkWriter(FileSinkSettings settings, Journals journals, SinkTaskContext context, Clock clock) {
        this.settings = settings;
        this.journals = journals;
        this.context = context;
        this.clock = clock;
        errant = new ErrantRecords(context);
    }

    @Override
    public void opened(Collection<TopicPartition> partitions) throws IOException {
        for (var partition : partitions) {
            var key = keyOf(partition);
            if (!sets.containsKey(key)) {
                var journal = settings.partitionsApart() ? journals.of(partition) : journals.ofAll();
                sets.put(key, new FileSet(settings, journal));
            }
            setOf(partition).assigned(List.of(partition));
        }
    }

    @Override
    public void closed(Collection<TopicPartition> partitions) throws IOException {
        if (settings.partitionsApart()) {
            for (var partition : partitions) {
                var set = sets.remove(partition);
                if (set != null) {
                    set.close();
                }
            }
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) throws InterruptedException {
        errant.settle();
        var now = clock.millis();
        try {
            for (var record : records) {
                put(record, now);
            }
            var finished = false;
            for (var set : sets.values()) {
                finished |= set.flush(now);
            }
            if (finished) {
                context.requestCommit();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void put(SinkRecord record, long now) throws IOException {
        try {
            setOf(new TopicPartition(record.originalTopic(), record.originalKafkaPartition()))
                    .write(record, now);
        } catch (RecordFault e) {
            errant.report(record, e, () -> {});
        }
    }

    /** Everything put is in the files now, unless a report of a bad record is still on its way. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current)
            throws InterruptedException {
        errant.settle();
        if (errant.unsettled() > 0) {
            return Map.of();
        }
        try {
            for (var set : sets.values()) {
                set.checkpoint();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        for (var set : sets.values()) {
            set.close();
        }
    }

    private FileSet setOf(TopicPartition partition) {
        var set = sets.get(keyOf(partition));
        if (set == null) {
            throw new IllegalStateException(partition + " was not assigned to this task");
        }
        return set;
    }

    private TopicPartition keyOf(TopicPartition partition) {
        return settings.partitionsApart() ? partition : ALL;
    }

    private ExternalFault failed(IOException e) {
        return new ExternalFault(
                "Writing below " + settings.root() + " failed: " + e.getMessage()
                        + ". When that is mended, restart the task: it goes on where the files are certain",
                e);
    }
}
