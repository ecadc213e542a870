package io.leat.connectors.elasticsearch;

import static io.leat.connectors.elasticsearch.SinkHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.RecordFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentIdsTest {

    @Test
    void namesTheRecordByTimeTopicPartitionAndOffset() {
        assertThat(DocumentIds.ofCoordinates(record("logs", 12, 1_700_000_000_000L, null, "x"), 0))
                .isEqualTo("18bcfe56800-logs-0-12");
    }

    @Test
    void keepsPiecesOfOneRecordApart() {
        var record = record("logs", 12, 1_700_000_000_000L, null, "x");

        assertThat(DocumentIds.ofCoordinates(record, 1)).isEqualTo("18bcfe56800-logs-0-12-1");
    }

    @Test
    void staysTheSameWhenATransformChangesTheTopic() {
        var record = record("logs", 12, 1_700_000_000_000L, null, "x");
        var routed = record.newRecord("elsewhere", 5, null, null, null, "x", record.timestamp());

        assertThat(DocumentIds.ofCoordinates(routed, 0)).isEqualTo("18bcfe56800-logs-0-12");
    }

    @Test
    void refusesAKeyThatElasticsearchWouldRefuseTheRequestFor() {
        assertThat(DocumentIds.ofKey(record("t", 0, "k".repeat(512), "x"))).hasSize(512);
        assertThatThrownBy(() -> DocumentIds.ofKey(record("t", 0, "k".repeat(513), "x")))
                .isInstanceOf(RecordFault.class);
        assertThatThrownBy(() -> DocumentIds.ofKey(record("t", 0, "ü".repeat(300), "x")))
                .isInstanceOf(RecordFault.class);
        assertThatThrownBy(() -> DocumentIds.ofKey(record("t", 0, "", "x"))).isInstanceOf(RecordFault.class);
        assertThatThrownBy(() -> DocumentIds.ofKey(record("t", 0, Map.of("a", 1), "x")))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("key.ignore");
    }
}
