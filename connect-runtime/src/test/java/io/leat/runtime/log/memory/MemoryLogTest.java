package io.leat.runtime.log.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogContract;
import io.leat.runtime.log.WriterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends LogContract {

    private final MemoryLog log = new MemoryLog();

    @Override
    public Log log() {
        return log;
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void failsTheNextAppendAndAllThatFollowFromThatWriter() {
        log.topics().create("t", 1, Map.of());
        log.faults().failNextAppend(new KafkaStorageException("disk gone"));
        try (var writer = log.writer(new WriterSpec("w", Optional.empty(), true, Map.of()))) {
            for (var i = 0; i < 2; i++) {
                writer.add("t", 0, 1, null, new byte[1], List.of());
                var append = writer.append();
                assertThatThrownBy(append::join).hasRootCauseMessage("disk gone");
            }
        }
        assertThat(log.records("t", 0)).isEmpty();
    }

    @Test
    void holdsAppendsUntilReleased() {
        log.topics().create("t", 1, Map.of());
        log.faults().hold();
        try (var writer = log.writer(new WriterSpec("w", Optional.empty(), true, Map.of()))) {
            writer.add("t", 0, 1, null, new byte[1], List.of());
            var append = writer.append();
            assertThat(append).isNotDone();
            assertThat(log.records("t", 0)).isEmpty();
            log.faults().release();
            append.join();
        }
        assertThat(log.records("t", 0)).hasSize(1);
    }
}
