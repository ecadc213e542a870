package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What interceptors hear of records that are under way when their task ends. */
class RecordsUnderWayTest extends TaskHarness {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedSource.Script source = ScriptedSource.Script.named(script);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        ClientExtensionsTest.HEARD.put(script, heard);
    }

    @Test
    void thoseWhoseAppendSucceedsAfterTheTaskWasGivenUpAreWritten() throws InterruptedException {
        log.faults().hold();
        source.poll(record(1), record(2));
        var task = source(intercepted());
        await().until(() ->
                !tasks.details("src").isEmpty() && tasks.details("src").get(0).bytesInFlight() > 0);

        task.abandon();
        log.faults().release();

        assertThat(task.await(SOON)).isTrue();
        assertThat(values(TOPIC)).containsExactly("1!", "2!");
        assertThat(told()).containsExactly("t-0@0 [seen]", "t-0@1 [seen]");
    }

    @Test
    void thoseThatTheLogRefusesForGoodAreNot() throws InterruptedException {
        log.faults().failNextAppend(new ProducerFencedException("there is another"));
        source.poll(record(1));
        var task = source(intercepted());

        assertThat(task.await(SOON)).isTrue();
        assertThat(told()).containsExactly("t--1 not written: ProducerFencedException [seen]");
    }

    @Test
    void thoseOfATransactionThatItsConnectorNeverEndsAreNot() throws InterruptedException {
        source.poll(record(1));
        source.poll(record(2));
        var task = source(intercepted("transaction.boundary", "connector"));
        await().until(() -> source.polls.isEmpty() && source.polled.get() >= 4);

        task.stop();

        assertThat(task.await(SOON)).isTrue();
        assertThat(told())
                .containsExactly(
                        "t--1 not written: TransactionAbortedException [seen]",
                        "t--1 not written: TransactionAbortedException [seen]");
    }

    @Test
    void oneThatItsPartitionerRefusesIsNot() throws InterruptedException {
        source.poll(record(1));
        var task =
                source(intercepted("producer.override.partitioner.class", ClientExtensionsTest.Broken.class.getName()));

        assertThat(task.await(SOON)).isTrue();
        assertThat(told()).containsExactly("t--1 not written: IllegalStateException [seen]");
    }

    @Test
    void eachIsToldOfOnce() throws InterruptedException {
        source.poll(record(1), record(2));
        var task = source(intercepted());
        await().until(() -> source.acknowledged, List.of(1L, 2L)::equals);

        task.stop();

        assertThat(task.await(SOON)).isTrue();
        assertThat(told()).containsExactly("t-0@0 [seen]", "t-0@1 [seen]");
    }

    /** Without what is heard when the interceptor is made. */
    private List<String> told() {
        return heard.subList(1, heard.size());
    }

    private Map<String, String> intercepted(String... pairs) {
        var config = new HashMap<>(Map.of(
                "producer.override." + ClientExtensionsTest.JOURNAL,
                script,
                "producer.override.interceptor.classes",
                ClientExtensionsTest.Louder.class.getName()));
        for (var i = 0; i < pairs.length; i += 2) {
            config.put(pairs[i], pairs[i + 1]);
        }
        return config;
    }
}
