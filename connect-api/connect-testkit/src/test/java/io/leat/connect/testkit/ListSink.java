package io.leat.connect.testkit;

import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.TypedSinkConnector;
import io.leat.connect.api.fault.RecordFault;
import io.leat.connect.api.fault.TransientFault;
import io.leat.connect.api.settings.Setting;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink on the typed layer: appends to a list, each value once. */
public class ListSink extends TypedSinkConnector<ListSink.Settings> {

    /** Settings. */
    public record Settings(
            @Setting(doc = "The list to append to.") String list,

            @Setting(doc = "Unused.", defaultValue = "3", min = 0, max = 9)
            int effort) {}

    public ListSink() {
        super(Settings.class);
    }

    @Override
    protected SinkWriter open(Settings settings, SinkStart start) {
        return new Writer(Outside.named(settings.list()), start.context());
    }

    /** Delivers within put. */
    private static final class Writer implements SinkWriter {
        private final Outside outside;
        private final SinkTaskContext context;
        private Future<Void> report = CompletableFuture.completedFuture(null);

        Writer(Outside outside, SinkTaskContext context) {
            this.outside = outside;
            this.context = context;
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            for (var record : records) {
                if (outside.down) {
                    throw new TransientFault("The list is down");
                }
                write(record);
            }
        }

        private void write(SinkRecord record) {
            var text = String.valueOf(record.value());
            if (text.startsWith("poison")) {
                refuse(record);
            } else if (!outside.events.contains(text)) {
                outside.events.add(text);
            }
        }

        private void refuse(SinkRecord record) {
            var fault = new RecordFault(record.originalTopic() + "-" + record.originalKafkaPartition() + "@"
                    + record.originalKafkaOffset() + " is poison");
            var reporter = context.errantRecordReporter();
            if (reporter == null) {
                throw fault;
            }
            report = reporter.report(record, fault);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
            return report.isDone() ? current : Map.of();
        }
    }
}
