package io.leat.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.disk.Force;
import io.leat.broker.group.LocalMembers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that nobody needs any more go by themselves. */
class OffsetExpiryTest {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final LocalMembers NOBODY = List::of;

    @TempDir
    Path folder;

    private final AtomicLong ahead = new AtomicLong();

    private Broker open() {
        var settings = Map.of(
                "log.min.free.bytes", "0",
                "offsets.retention.minutes", "60",
                "offsets.retention.check.interval.ms", "20");
        return Broker.open(BrokerConfig.of(folder, settings), new LatePorts());
    }

    @Test
    void forgetsOffsetsThatNobodyCommitsAnyMore() throws Exception {
        try (var broker = open()) {
            broker.topics().create("t", 1, Map.of());
            broker.groups().commit("g", Map.of(P, 1L)).get();

            ahead.addAndGet(Duration.ofMinutes(61).toMillis());

            await().until(() -> broker.groups().list().isEmpty());
            assertThat(broker.groups().fetch("g")).isEmpty();
        }
    }

    @Test
    void keepsOffsetsAsLongAsReadersOfThisProcessUseThem() throws Exception {
        try (var broker = open()) {
            broker.topics().create("t", 1, Map.of());
            try (var membership = broker.localGroups().join("used", NOBODY)) {
                membership.commit(Map.of(P, 1L)).get();
                broker.groups().commit("unused", Map.of(P, 1L)).get();

                ahead.addAndGet(Duration.ofMinutes(61).toMillis());

                await().until(() -> broker.groups().fetch("unused").isEmpty());
                assertThat(broker.groups().fetch("used")).containsOnlyKeys(P);
            }
        }
    }

    /** The machine, with a clock that the test sets forward. */
    private final class LatePorts implements BrokerPorts {
        private final BrokerPorts machine = BrokerPorts.system();

        @Override
        public Force force() {
            return machine.force();
        }

        @Override
        public LongSupplier usableBytes(Path path) {
            return machine.usableBytes(path);
        }

        @Override
        public LongSupplier nanoClock() {
            return machine.nanoClock();
        }

        @Override
        public Time time() {
            return new LateTime();
        }
    }

    private final class LateTime implements Time {

        @Override
        public long milliseconds() {
            return SYSTEM.milliseconds() + ahead.get();
        }

        @Override
        public long nanoseconds() {
            return SYSTEM.nanoseconds();
        }

        @Override
        public void sleep(long ms) {
            SYSTEM.sleep(ms);
        }

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs)
                throws InterruptedException {
            SYSTEM.waitObject(object, condition, deadlineMs);
        }
    }
}
