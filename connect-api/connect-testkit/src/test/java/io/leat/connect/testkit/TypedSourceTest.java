package io.leat.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The typed layer under the contract of sources. */
class TypedSourceTest extends SourceContract {

    private final String list = UUID.randomUUID().toString();

    @Override
    protected Class<? extends SourceConnector> connectorClass() {
        return ListSource.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("name", "lists", "topic", "events", "list", list);
    }

    @Override
    protected List<String> produce(int count) {
        return Outside.named(list).add(count);
    }

    @Override
    protected String identity(SourceRecord record) {
        return (String) record.value();
    }

    @Test
    void writesThroughTheConverters() throws Exception {
        produce(1);
        try (var run = start()) {
            pollSome(run);
        }

        assertThat(log.all()).singleElement().satisfies(record -> {
            assertThat(record.partition().topic()).isEqualTo("events");
            assertThat(record.valueText()).contains("\"payload\":\"event-0\"");
        });
    }

    @Test
    void startFailsWithEverythingThatIsWrong() {
        var config = Map.of("batch.size", "0", "poll.linger.ms", "never");

        assertThatThrownBy(() -> new ListSource().start(config))
                .hasMessageContaining("topic: is required")
                .hasMessageContaining("list: is required")
                .hasMessageContaining("batch.size: must be at least 1")
                .hasMessageContaining("poll.linger.ms");
    }
}
