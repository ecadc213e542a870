package io.leat.connect.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connect.api.fault.Blame;
import io.leat.connect.api.fault.ConnectorFault;
import io.leat.connect.api.fault.ExternalFault;
import io.leat.connect.api.fault.InternalFault;
import io.leat.connect.api.settings.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TypedSourceTaskTest {

    /** What readers did, by the name of their test; a worker makes the connector, so it can be told nothing else. */
    static final Map<String, List<String>> JOURNALS = new ConcurrentHashMap<>();

    static final Map<String, CountDownLatch> WAKEUPS = new ConcurrentHashMap<>();

    record Settings(@Setting(doc = "Test.") String test) {}

    record Position(long n) {}

    /** Keeps a journal. */
    public static final class JournalSource extends TypedSourceConnector<Settings, Position> {
        public JournalSource() {
            super(Settings.class, Position.class);
        }

        @Override
        protected SourceReader open(Settings settings, SourceStart<Position> start) throws Exception {
            if (settings.test().equals("unreachable")) {
                throw new IOException("no route to host");
            }
            return new JournalReader(settings.test(), start.share());
        }

        @Override
        protected List<Share> divide(Settings settings, int maxTasks) {
            return Share.of(List.of(Map.of("table", "a"), Map.of("table", "b")));
        }
    }

    private record JournalReader(String test, List<String> journal, CountDownLatch woken) implements SourceReader {
        JournalReader(String test, Share share) {
            this(
                    test,
                    JOURNALS.computeIfAbsent(test, t -> Collections.synchronizedList(new ArrayList<>())),
                    WAKEUPS.computeIfAbsent(test, t -> new CountDownLatch(1)));
            journal.add("open " + share.index() + "/" + share.count() + " " + share.assigned());
        }

        @Override
        public List<SourceRecord> poll() throws Exception {
            journal.add("poll");
            if (test.equals("broken")) {
                throw new IllegalStateException("bug");
            }
            woken.await();
            journal.add("polled");
            return List.of();
        }

        @Override
        public void wakeup() {
            woken.countDown();
        }

        @Override
        public void close() {
            journal.add("close");
        }
    }

    private static Map<String, String> taskConfig(String test) {
        var connector = new JournalSource();
        connector.start(Map.of("test", test));
        return connector.taskConfigs(5).get(1);
    }

    @Test
    void opensItsReaderWithTheShareThatItsConnectorGaveIt() {
        var task = new TypedSourceTask();
        task.start(taskConfig("share"));
        task.stop();

        assertThat(JOURNALS.get("share")).containsExactly("open 1/2 {table=b}", "close");
    }

    @Test
    void closesTheReaderOnlyAfterTheLastPollHasEnded() throws Exception {
        var task = new TypedSourceTask();
        task.start(taskConfig("stop"));
        var poller = new Thread(() -> {
            try {
                task.poll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        poller.start();
        await().until(() -> JOURNALS.get("stop").contains("poll"));

        task.stop();
        poller.join(TimeUnit.SECONDS.toMillis(5));

        assertThat(JOURNALS.get("stop")).containsExactly("open 1/2 {table=b}", "poll", "polled", "close");
        assertThat(task.poll()).isNull();
    }

    @Test
    void blamesTheOtherSystemWhereItCannotBeReached() {
        assertThatThrownBy(() -> new TypedSourceTask().start(taskConfig("unreachable")))
                .isInstanceOf(ExternalFault.class)
                .hasMessageContaining("no route to host")
                .satisfies(fault -> assertThat(((ConnectorFault) fault).blame()).isEqualTo(Blame.EXTERNAL_SYSTEM));
    }

    @Test
    void blamesTheConnectorForAnExceptionThatItDidNotExpect() {
        var task = new TypedSourceTask();
        task.start(taskConfig("broken"));

        assertThatThrownBy(task::poll).isInstanceOf(InternalFault.class).hasMessageContaining("bug");
    }

    @Test
    void saysWhatIsMissingInATaskConfigurationOfAnotherKind() {
        assertThatThrownBy(() -> new TypedSourceTask().start(Map.of("test", "x")))
                .isInstanceOf(InternalFault.class)
                .hasMessageContaining("taskConfigs");
    }
}
