package io.leat.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerSnapshotsTest {
    private static final Instant CRASH = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path file(String name, Instant written) throws IOException {
        var file = Files.createFile(folder.resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(written));
        return file;
    }

    @Test
    void usesNothingThatWasWrittenShortlyBeforeTheLastAppend() throws IOException {
        file("00000000000000000000.log", CRASH.minusSeconds(60));
        file("00000000000000000900.log", CRASH);
        var old = file("00000000000000000500.snapshot", CRASH.minusSeconds(3));
        var recent = file("00000000000000000900.snapshot", CRASH.minusSeconds(1));
        var later = file("00000000000000000950.snapshot", CRASH.plusSeconds(30));

        new ProducerSnapshots(folder).dropRecent();

        assertThat(old).exists();
        assertThat(recent).doesNotExist();
        assertThat(later).doesNotExist();
    }

    @Test
    void leavesAFolderWithoutSegmentsAlone() throws IOException {
        var snapshot = file("00000000000000000500.snapshot", CRASH);

        new ProducerSnapshots(folder).dropRecent();

        assertThat(snapshot).exists();
    }
}
