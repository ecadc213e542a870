package io.leat.broker.log;

import static org.awaitility.Awaitility.await;

import io.leat.broker.Batches;
import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A partition whose folder is copied while it is in use, as a kill leaves it, and opened from the copy. */
abstract class CrashedPartition {
    private static final TopicPartition P = new TopicPartition("t", 0);
    private static final Uuid ID = Uuid.randomUuid();
    static final String SEGMENT = "00000000000000000000";

    @TempDir
    Path temp;

    private final ForceThreads forceThreads = new ForceThreads();
    private final List<PartitionLogs> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(PartitionLogs::close);
        forceThreads.close();
    }

    PartitionLogs open(Path folder, Map<String, String> topic) throws IOException {
        Files.createDirectories(folder);
        var freeSpace = new FreeSpace(() -> 0, 0, System::nanoTime);
        var place = new JournalFolder(folder, Force.DISK, forceThreads, freeSpace, System::nanoTime);
        var environment = new LogEnvironment(
                Force.DISK,
                forceThreads,
                freeSpace,
                AppendJournal.open(place, 0, false),
                Durability.FSYNC,
                Duration.ofDays(1),
                Time.SYSTEM);
        var cleaner = new CleanerSettings(1, 1 << 20, 1 << 20, Duration.ofSeconds(15));
        var logs = new PartitionLogs(folder, false, cleaner, environment);
        logs.open(List.of(new PartitionLogs.Spec(P, ID, LogSettings.of(Map.of(), topic))), Set.of(), 2);
        opened.add(logs);
        return logs;
    }

    static ServedLog partition(PartitionLogs logs) {
        return logs.find(P).orElseThrow();
    }

    /** What a kill leaves. A file that gets another name while it is copied makes for a second try. */
    Path crash(Path folder, String name) {
        var tries = new AtomicInteger();
        return await("a copy of " + folder)
                .ignoreExceptions()
                .until(() -> copy(folder, temp.resolve(name + tries.incrementAndGet())), Files::exists);
    }

    private static Path copy(Path folder, Path to) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(folder.relativize(file).toString()));
            }
        }
        return to;
    }

    static void append(ServedLog partition, int kilobytes) throws Exception {
        for (var kilobyte = 0; kilobyte < kilobytes; kilobyte += 4) {
            partition.append(Batches.batch("x".repeat(2000)), true).get();
        }
    }
}
