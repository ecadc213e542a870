package io.leat.runtime.ledger;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where {@code ledger.enable} is false. */
final class NoLedgers implements TaskLedgers {

    @Override
    public SourceLedger source(ConnectorTaskId task) {
        return new NoSource();
    }

    @Override
    public SinkLedger sink(ConnectorTaskId task) {
        return new NoSink();
    }

    private static final class NoSource implements SourceLedger {

        @Override
        public void polled(int records) {}

        @Override
        public void sending(Counts batch) {}

        @Override
        public void failed() {}

        @Override
        public void opened() {}

        @Override
        public void seal(LogWriter writer, Counts counts, List<Position> positions) {}

        @Override
        public void durable() {}

        @Override
        public void ended() {}
    }

    private static final class NoSink implements SinkLedger {

        @Override
        public void read(List<LogRecord> records) {}

        @Override
        public void split(TopicPartition partition, long offset, int pieces) {}

        @Override
        public void leftOut(TopicPartition partition, long offset, Fate fate) {}

        @Override
        public void put(Map<TopicPartition, Integer> records) {}

        @Override
        public void reported(TopicPartition partition, long offset, Fate fate) {}

        @Override
        public void replayed(TopicPartition partition, Counts counts) {}

        @Override
        public boolean hasNews(TopicPartition partition) {
            return false;
        }

        @Override
        public void failed(int records) {}

        @Override
        public void assigned(TopicPartition partition, long position, Optional<OffsetAndMetadata> committed) {}

        @Override
        public void movedTo(TopicPartition partition, long offset) {}

        @Override
        public void readAgain(TopicPartition partition) {}

        @Override
        public void revoked(Collection<TopicPartition> partitions) {}

        @Override
        public Map<TopicPartition, OffsetAndMetadata> noted(Map<TopicPartition, Long> offsets) {
            var plain = new HashMap<TopicPartition, OffsetAndMetadata>();
            offsets.forEach((partition, offset) -> plain.put(partition, new OffsetAndMetadata(offset)));
            return plain;
        }

        @Override
        public void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void ended() {}
    }
}
