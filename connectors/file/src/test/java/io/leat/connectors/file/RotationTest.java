package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line exactly once, in order, whatever rotation does to the files meanwhile or while nobody looks. */
class RotationTest {
    private LogFolder logs;
    private Tail tail;

    @BeforeEach
    void watchAFolder(@TempDir Path folder) {
        logs = new LogFolder(folder);
        tail = new Tail(logs.glob("app.log*"));
    }

    @AfterEach
    void stop() {
        tail.close();
    }

    @Test
    void readsWhatIsAppended() {
        logs.append("app.log", "1", "2");
        tail.start().readUntil(2);
        logs.append("app.log", "3");

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void followsARenamedFileWhileItsWriterGoesOn() throws IOException {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        try (var writer = FileChannel.open(logs.file("app.log"), StandardOpenOption.APPEND)) {
            logs.rename("app.log", "app.log.1");
            writer.write(StandardCharsets.UTF_8.encode("2\n"));
        }
        logs.append("app.log", "3");

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void finishesAFileThatWasRemovedWhileItWasOpen() throws IOException {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        try (var writer = FileChannel.open(logs.file("app.log"), StandardOpenOption.APPEND)) {
            logs.delete("app.log");
            writer.write(StandardCharsets.UTF_8.encode("2\n3"));
        }

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void readsTheRestFromTheCopyAfterCopyTruncate() {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        logs.append("app.log", "2");
        logs.copyAndTruncate("app.log", "app.log.1");
        logs.append("app.log", "3");

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void noticesATruncatedFileThatGrewBeyondTheOldPosition() {
        tail.with("exclude", "*.1");
        logs.append("app.log", "old 1");
        tail.start().readUntil(1);
        logs.copyAndTruncate("app.log", "app.log.1");
        logs.append("app.log", "new 1", "new 2", "new 3");

        assertThat(tail.readUntil(4)).containsExactly("old 1", "new 1", "new 2", "new 3");
    }

    @Test
    void waitsWithACopyUntilItsOriginalIsTruncated() {
        logs.append("app.log", "1", "2");
        tail.start().readUntil(2);
        LogFolder.run(() -> Files.copy(logs.file("app.log"), logs.file("app.log.1")));
        logs.append("app.log", "3");

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void readsACompressedFileOnFromWhereThePlainOneWasLeft() {
        logs.append("app.log", "1", "2");
        tail.start().readUntil(2);
        tail.kill();
        logs.append("app.log", "3");
        logs.gzip("app.log");
        tail.start();

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void readsZstandardToo() {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        tail.kill();
        logs.append("app.log", "2");
        logs.zstd("app.log");
        tail.start();

        assertThat(tail.readUntil(2)).containsExactly("1", "2");
    }

    @Test
    void readsACompressedFileThatGotTheInodeOfOneNotReadYet() throws Exception {
        logs.append("app.log.1", "1", "2");
        logs.append("app.log", "never seen");
        tail.with("max.batch.size", "1").start().step();

        logs.append("packed", "3", "4");
        logs.gzip("packed");
        Files.write(logs.file("app.log"), Files.readAllBytes(logs.file("packed.gz")));
        logs.aged("app.log", Duration.ofMinutes(1));
        logs.rename("app.log", "app.log.2.gz");

        assertThat(tail.readUntil(4)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void doesNotReadAFileAgainThatIsCompressedWhileItIsRead() {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        logs.rename("app.log", "app.log.1");
        logs.append("app.log", "2");
        tail.readUntil(2);
        logs.gzip("app.log.1");
        tail.readOn(100);
        logs.append("app.log", "3");

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "3");
    }

    @Test
    void finishesInOrderWhatWasRotatedWhileItWasDown() {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        tail.kill();
        logs.append("app.log", "2");
        logs.rename("app.log", "app.log.2");
        logs.aged("app.log.2", Duration.ofMinutes(3));
        logs.gzip("app.log.2");
        logs.aged("app.log.2.gz", Duration.ofMinutes(3));
        logs.append("app.log.1", "3", "4");
        logs.aged("app.log.1", Duration.ofMinutes(2));
        logs.append("app.log", "5");
        tail.start();

        assertThat(tail.readUntil(5)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void goesOnInTheCopyThatWasMadeWhileItWasDown() {
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        tail.kill();
        logs.append("app.log", "2");
        logs.copyAndTruncate("app.log", "app.log.1");
        logs.append("app.log", "a longer third line");
        logs.aged("app.log.1", Duration.ofSeconds(5));
        tail.start();

        assertThat(tail.readUntil(3)).containsExactly("1", "2", "a longer third line");
    }

    @Test
    void tellsFilesApartThatBeginAlike() {
        var banner = "=".repeat(2000);
        logs.append("app.log", banner, "1");
        tail.start().readUntil(2);
        logs.rename("app.log", "app.log.1");
        logs.append("app.log", banner);
        tail.readUntil(3);
        tail.restart();
        logs.append("app.log", "2");
        logs.append("app.log.1", "late");

        assertThat(tail.readUntil(5)).containsExactlyInAnyOrder(banner, "1", banner, "2", "late");
    }

    @Test
    void readsTwoFilesWithTheSameContent() {
        logs.append("app.log", "same");
        logs.append("app.log-other", "same");

        assertThat(tail.start().readUntil(2)).containsExactly("same", "same");
    }

    @Test
    void readsAFileThatWasReplacedByOneThatBeginsAlike() {
        logs.append("app.log", "same", "1");
        tail.start().readUntil(2);
        logs.delete("app.log");
        logs.append("app.log", "same");

        assertThat(tail.readUntil(3)).containsExactly("same", "1", "same");
    }

    @Test
    void waitsForTheEndOfALine() {
        logs.write("app.log", "one, ");
        tail.start().readOn(3);
        assertThat(tail.lines()).isEmpty();
        logs.write("app.log", "two\nthr");
        tail.readUntil(1);
        logs.write("app.log", "ee\n");

        assertThat(tail.readUntil(2)).containsExactly("one, two", "three");
    }

    @Test
    void takesAnUnfinishedLastLineWhenTheFileWasRotated() {
        logs.write("app.log", "1\nunfinished");
        tail.start().readUntil(1);
        logs.rename("app.log", "app.log.1");
        logs.append("app.log", "2");

        assertThat(tail.readUntil(3)).containsExactlyInAnyOrder("1", "unfinished", "2");
    }

    @Test
    void beginsAnEmptyFileWhenItGetsItsFirstLine() {
        logs.write("app.log", "");
        tail.start().readOn(3);
        logs.append("app.log", "1");

        assertThat(tail.readUntil(1)).containsExactly("1");
    }

    @Test
    void readsAFileOnceThatHasSeveralNames() throws IOException {
        logs.append("app.log", "1");
        Files.createSymbolicLink(logs.file("app.log.link"), logs.file("app.log"));
        Files.createLink(logs.file("app.log.hard"), logs.file("app.log"));

        assertThat(tail.start().readUntil(1)).containsExactly("1");
    }

    @Test
    void forgetsNothingOfWhatWasPolledButNotWritten() throws InterruptedException {
        logs.append("app.log", "1", "2");
        tail.start().pollInVain();
        tail.restart();

        assertThat(tail.readUntil(2)).containsExactly("1", "2");
    }

    @Test
    void keepsFollowingWhenItMayHoldOnlyOneFileOpen() {
        tail.with("max.open.files", "1");
        logs.append("app.log.a", "a1");
        logs.append("app.log.b", "b1");
        logs.append("app.log.c", "c1");
        tail.start().readUntil(3);
        logs.append("app.log.c", "c2");
        logs.append("app.log.a", "a2");
        logs.append("app.log.b", "b2");

        assertThat(tail.readUntil(6)).containsExactlyInAnyOrder("a1", "b1", "c1", "a2", "b2", "c2");
    }

    @Test
    void readsADamagedCompressedFileAsFarAsItGoes() throws IOException {
        logs.append("app.log.1", "1", "2", "3");
        logs.gzip("app.log.1");
        var whole = Files.readAllBytes(logs.file("app.log.1.gz"));
        Files.write(logs.file("app.log.1.gz"), java.util.Arrays.copyOf(whole, whole.length - 8));
        logs.aged("app.log.1.gz", Duration.ofHours(1));
        logs.append("app.log", "4");

        assertThat(tail.start().readUntil(4)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void usesTheSlotsOfGoneFilesAgain() {
        tail.with("offset.retention.ms", "1").with("rotate.wait.ms", "0");
        tail.start();
        for (var i = 0; i < 10; i++) {
            logs.append("app.log", "line " + i);
            tail.readUntil(i + 1);
            logs.delete("app.log");
            tail.readOn(10);
        }

        assertThat(tail.lines()).hasSize(10);
        assertThat(tail.offsets.all().keySet()).isEqualTo(java.util.Set.of(java.util.Map.of("slot", 0L)));
    }

    @Test
    void goesByDeviceAndInodeWhereAskedTo() {
        tail.with("fingerprint.strategy", "device_and_inode");
        logs.append("app.log", "1");
        tail.start().readUntil(1);
        tail.kill();
        logs.rename("app.log", "app.log.1");
        logs.append("app.log.1", "2");
        logs.append("app.log", "1");
        logs.aged("app.log.1", Duration.ofMinutes(1));
        tail.start();

        assertThat(tail.readUntil(3)).isEqualTo(List.of("1", "2", "1"));
    }
}
