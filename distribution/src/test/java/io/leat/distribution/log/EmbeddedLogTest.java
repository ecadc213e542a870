package io.leat.distribution.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogContract;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.ReaderSpec;
import io.leat.runtime.log.TopicSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded log keeps the contract of the worker's port. */
class EmbeddedLogTest extends LogContract {

    @TempDir
    private static Path folder;

    private static Broker broker;
    private static Log log;

    @BeforeAll
    static void open() {
        broker = Broker.open(BrokerConfig.of(folder, Map.of("log.min.free.bytes", "0")));
        log = new EmbeddedLog(broker, Set.of("worker-configs"));
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void noPatternMatchesWhatIsReservedButItsNameDoes() {
        log.topics().create("worker-configs", 1, Map.of());
        log.topics().create("worker-orders", 1, Map.of());
        assertThat(assigned(new TopicSelection.Matching(Pattern.compile("worker-.*"))))
                .containsExactly(new TopicPartition("worker-orders", 0));
        assertThat(assigned(new TopicSelection.Named(Set.of("worker-configs"))))
                .containsExactly(new TopicPartition("worker-configs", 0));
    }

    private static Set<TopicPartition> assigned(TopicSelection topics) {
        var spec = new ReaderSpec("test", Optional.of("group-" + topics), true, 1, 1, Map.of());
        var assigned = new HashSet<TopicPartition>();
        try (var reader = log.reader(spec)) {
            reader.subscribe(topics, new LogReader.AssignmentListener() {
                @Override
                public void assigned(Collection<TopicPartition> partitions) {
                    assigned.addAll(partitions);
                }

                @Override
                public void revoked(Collection<TopicPartition> partitions) {}
            });
            reader.poll(Duration.ZERO);
        }
        return assigned;
    }

    @Override
    public Log log() {
        return log;
    }
}
