package io.leat.broker;

import static io.leat.broker.Batches.batch;
import static io.leat.broker.Batches.committed;
import static io.leat.broker.Batches.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
    @TempDir
    Path folder;

    @Test
    void keepsRecordsGroupsAndAtomicAppendsOverARestart() throws Exception {
        var p = new TopicPartition("t", 0);
        var q = new TopicPartition("t", 1);
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            broker.topics().create("t", 2, Map.of());
            broker.partition(p).append(batch("a", "b"), true).get();
            broker.producers()
                    .open("x")
                    .append(List.of(part(p, "c"), part(q, "d")))
                    .get();
            broker.groups().commit("g", Map.of(p, 2L)).get();
            assertThat(committed(broker.partition(p))).containsExactly("a", "b", "c");
        }
        try (var broker = Broker.open(BrokerConfig.of(folder, Map.of()))) {
            assertThat(committed(broker.partition(p))).containsExactly("a", "b", "c");
            assertThat(committed(broker.partition(q))).containsExactly("d");
            assertThat(broker.groups().fetch("g")).containsOnlyKeys(p);
        }
    }
}
