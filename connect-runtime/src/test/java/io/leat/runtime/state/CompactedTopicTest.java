package io.leat.runtime.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.log.memory.MemoryLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactedTopicTest {

    private static final String TOPIC = "state";

    private final MemoryLog log = new MemoryLog();
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final CompactedTopic topic = new CompactedTopic(
            log,
            new CompactedTopic.Spec(TOPIC, "state.topic", 1, 1, CompactedTopic.Writing.DURABLE, Duration.ofHours(1)),
            record -> applied.add(new String(record.value(), UTF_8)));

    @BeforeEach
    void start() {
        StateTopicProbe.compacted(log, TOPIC, 1);
        topic.start();
    }

    @AfterEach
    void close() {
        topic.close();
        log.close();
    }

    @Test
    void readsToTheEndAtOnceForWhoAsksWhileItRests() {
        StateTopicProbe.write(log, TOPIC, "k=first");
        await().untilAsserted(() -> assertThat(applied).containsExactly("first"));
        StateTopicProbe.write(log, TOPIC, "k=second", "k=third");

        topic.readToEnd();

        assertThat(applied).containsExactly("first", "second", "third");
    }

    @Test
    void closesAtOnceWhileItRests() {
        StateTopicProbe.write(log, TOPIC, "k=first");
        await().untilAsserted(() -> assertThat(applied).containsExactly("first"));
        var start = System.nanoTime();

        topic.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
    }
}
