package org.apache.kafka.connect.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connect.api.RecordSplitter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.internals.Plugin;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator;
import org.apache.kafka.connect.runtime.errors.ToleranceType;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** What Apache Kafka Connect's own chain of transforms makes of ours; its stages are only open to their package. */
class RecordSplitterOnStockConnectTest {

    /** Splits at commas; where nobody asks for pieces it leaves the list in place. */
    private static final class Commas<R extends ConnectRecord<R>> implements RecordSplitter<R> {

        private boolean closed;

        @Override
        public List<R> split(R record) {
            throw new IllegalStateException("nobody who does not know of splits calls this");
        }

        @Override
        public R apply(R record) {
            return record;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Tells that it was there. */
    private static final class Marked<R extends ConnectRecord<R>> implements Transformation<R> {

        @Override
        public R apply(R record) {
            return record.newRecord(
                    record.topic(), null, null, null, record.valueSchema(), record.value() + "!", record.timestamp());
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    private final Commas<SourceRecord> splitter = new Commas<>();

    @Test
    void goesThroughWholeAndThroughTheTransformsBehindIt() {
        var record = new SourceRecord(Map.of("p", 1), Map.of("n", 7), "t", Schema.STRING_SCHEMA, "a,b,c");
        SourceRecord transformed;
        try (var chain = new TransformationChain<SourceRecord, SourceRecord>(
                List.of(stage(new Marked<>(), "before"), stage(splitter, "split"), stage(new Marked<>(), "behind")),
                new RetryWithToleranceOperator<>(0, 0, ToleranceType.NONE, Time.SYSTEM, null))) {
            transformed = chain.apply(new ProcessingContext<>(record), record);
        }
        assertThat(transformed.value()).isEqualTo("a,b,c!!");
        assertThat(transformed.sourceOffset()).isEqualTo(Map.of("n", 7));
        assertThat(splitter.closed).isTrue();
    }

    private static TransformationStage<SourceRecord> stage(Transformation<SourceRecord> transform, String alias) {
        return new TransformationStage<>(
                Plugin.wrapInstance(transform, null, alias), alias, "1", loader -> new LoaderSwap(loader));
    }
}
