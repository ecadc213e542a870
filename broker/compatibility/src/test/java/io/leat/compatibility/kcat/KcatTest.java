package io.leat.compatibility.kcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.compatibility.cluster.JavaClients;
import io.leat.compatibility.cluster.TestCluster;
import io.leat.compatibility.process.Finished;
import io.leat.compatibility.process.Installed;
import io.leat.compatibility.process.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KcatTest {
    private static final String NUMBERS =
            IntStream.range(0, 200).mapToObj(String::valueOf).collect(Collectors.joining("\n", "", "\n"));

    @RegisterExtension
    static final TestCluster CLUSTER = TestCluster.plain();

    private JavaClients clients;

    @BeforeAll
    static void installed() {
        Installed.need("kcat");
    }

    @BeforeEach
    void connect() {
        clients = JavaClients.of(CLUSTER);
    }

    private static Program kcat(String arguments) {
        var command = new ArrayList<>(List.of("kcat", "-b", CLUSTER.bootstrapServers()));
        command.addAll(List.of(arguments.split(" ")));
        return Program.of(command.toArray(String[]::new));
    }

    private static Finished run(String arguments) {
        return kcat(arguments).run().succeeded();
    }

    @Test
    void listsBrokersTopicsAndPartitions() {
        clients.createTopic("listed", 3, Map.of());

        assertThat(run("-L").output()).contains("broker 1 at 127.0.0.1:", "topic \"listed\" with 3 partitions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void readsWhatItWroteCompressed(String compression) {
        var topic = "compressed-" + compression;
        clients.createTopic(topic, 1, Map.of());

        kcat("-P -t " + topic + " -p 0 -z " + compression)
                .withInput(NUMBERS)
                .run()
                .succeeded();

        assertThat(run("-C -e -q -t " + topic).output()).isEqualTo(NUMBERS);
        assertThat(String.join("\n", clients.values(topic, "read_uncommitted")) + "\n")
                .isEqualTo(NUMBERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable.idempotence=true", "acks=0", "acks=1"})
    void writesEachRecordOnceInOrder(String setting) {
        var topic = "writes-" + setting.replace('=', '-');
        clients.createTopic(topic, 1, Map.of());

        kcat("-P -t " + topic + " -p 0 -X " + setting).withInput(NUMBERS).run().succeeded();

        assertThat(run("-C -e -q -t " + topic).output()).isEqualTo(NUMBERS);
    }

    @Test
    void keepsKeysHeadersAndOffsets() {
        clients.createTopic("formatted", 1, Map.of());

        kcat("-P -t formatted -K : -H origin=here").withInput("k:v\n").run().succeeded();

        assertThat(run("-C -e -q -t formatted -f %o|%k|%s|%h\\n").output()).isEqualTo("0|k|v|origin=here\n");
    }

    @Test
    void readsFromAnOffsetFromTheEndAndFromATime() {
        clients.createTopic("positions", 1, Map.of());
        try (var producer = clients.producer(Map.of())) {
            for (var number = 0; number < 5; number++) {
                producer.send(new ProducerRecord<>("positions", 0, 1_000L * number, null, "n" + number));
            }
        }

        assertThat(run("-C -e -q -t positions -p 0 -o 3").lines()).containsExactly("n3", "n4");
        assertThat(run("-C -e -q -t positions -p 0 -o -1").lines()).containsExactly("n4");
        assertThat(run("-C -e -q -t positions -p 0 -o s@1500 -o e@3500").lines())
                .containsExactly("n2", "n3");
        assertThat(run("-Q -t positions:0:2500").output()).contains("positions [0] offset 3");
    }

    @Test
    void goesOnInItsGroupWhereItStopped() {
        clients.createTopic("grouped", 1, Map.of());
        clients.send("grouped", List.of("a", "b"));
        var reads = "-G readers -q -e -X auto.offset.reset=earliest grouped";
        assertThat(run(reads).lines()).containsExactly("a", "b");
        clients.send("grouped", List.of("c"));

        assertThat(run(reads).lines()).containsExactly("c");
    }

    @Test
    void sharesATopicBetweenTwoMembersOfAGroup() {
        clients.createTopic("shared", 4, Map.of());
        try (var one = kcat("-G sharing -u -X auto.offset.reset=earliest shared")
                        .start();
                var other = kcat("-G sharing -u -X auto.offset.reset=earliest shared")
                        .start()) {
            one.awaitLine("assigned: shared [", Duration.ofSeconds(30));
            other.awaitLine("assigned: shared [", Duration.ofSeconds(30));
            try (var producer = clients.producer(Map.of())) {
                for (var partition = 0; partition < 4; partition++) {
                    producer.send(new ProducerRecord<>("shared", partition, null, "of " + partition));
                }
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var lines = (one.output() + other.output()).lines().toList();
                assertThat(lines).contains("of 0", "of 1", "of 2", "of 3");
            });
        }
    }

    @Test
    void skipsAbortedRecordsWhenItReadsCommittedOnes() {
        clients.createTopic("isolated", 1, Map.of());
        try (var producer = clients.transactional("isolated", Duration.ofMinutes(1))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("isolated", "dropped"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("isolated", "kept"));
            producer.commitTransaction();
        }

        assertThat(run("-C -e -q -t isolated -X isolation.level=read_committed").lines())
                .containsExactly("kept");
        assertThat(run("-C -e -q -t isolated -X isolation.level=read_uncommitted")
                        .lines())
                .containsExactly("dropped", "kept");
    }
}
