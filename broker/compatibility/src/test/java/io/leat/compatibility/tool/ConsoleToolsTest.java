package io.leat.compatibility.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kafka-console-producer}, {@code kafka-console-consumer}, {@code kafka-producer-perf-test}, {@code kafka-consumer-perf-test}. */
class ConsoleToolsTest {
    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private final Tools tools = Tools.of(CLUSTER);
    private final JavaClients clients = JavaClients.of(CLUSTER);

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void printsWhatTheConsoleProducerWasGiven(String protocol) {
        var topic = "console-" + protocol;
        tools.tool(
                        "kafka-console-producer",
                        "--topic " + topic + " --reader-property parse.key=true --reader-property key.separator=: "
                                + "--compression-codec zstd")
                .withInput("k1:one\nk2:two\nk3:three\n")
                .run()
                .succeeded();

        var read = tools.run(
                "kafka-console-consumer",
                "--topic " + topic + " --from-beginning --max-messages 3 --timeout-ms 20000 --group " + topic
                        + " --command-property group.protocol=" + protocol
                        + " --formatter-property print.key=true --formatter-property key.separator=:");

        assertThat(read.lines()).contains("k1:one", "k2:two", "k3:three");
    }

    @Test
    void goesOnWhereTheGroupOfTheConsoleConsumerStopped() {
        clients.createTopic("continued", 1, Map.of());
        clients.send("continued", List.of("one", "two", "three"));
        var reads = "--topic continued --from-beginning --timeout-ms 20000 --group continued --max-messages ";
        assertThat(tools.run("kafka-console-consumer", reads + 2).lines())
                .contains("one", "two")
                .doesNotContain("three");

        assertThat(tools.run("kafka-console-consumer", reads + 1).lines())
                .contains("three")
                .doesNotContain("one");
    }

    @Test
    void readsCommittedRecordsOnlyWhenAskedTo() {
        clients.createTopic("isolated", 1, Map.of());
        try (var producer = clients.transactional("isolated", Duration.ofMinutes(1))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("isolated", "dropped"));
            producer.flush();
            producer.abortTransaction();
        }
        clients.send("isolated", List.of("kept"));

        var read = tools.run(
                "kafka-console-consumer",
                "--topic isolated --partition 0 --offset earliest --isolation-level read_committed --max-messages 1 "
                        + "--timeout-ms 20000");

        assertThat(read.lines()).contains("kept").doesNotContain("dropped");
    }

    @Test
    void standsUpToThePerformanceTools() {
        clients.createTopic("fast", 2, Map.of());

        var produced = tools.run(
                "kafka-producer-perf-test",
                "--topic fast --num-records 20000 --record-size 500 --throughput -1 --command-property acks=all");
        var consumed = tools.run("kafka-consumer-perf-test", "--topic fast --num-records 20000 --timeout 20000");

        assertThat(produced.output()).contains("20000 records sent");
        assertThat(consumed.lastLine().split(", ")[4]).isEqualTo("20000");
    }
}
