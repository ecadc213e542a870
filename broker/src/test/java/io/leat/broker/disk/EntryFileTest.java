package io.leat.broker.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFileTest {
    private static final int HEADER = 8;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void writeTwoEntries() throws IOException {
        path = folder.resolve("entries");
        append("one", "two");
    }

    private void append(String... entries) throws IOException {
        try (var file = EntryFile.open(path, Force.DISK)) {
            for (var entry : entries) {
                file.append(ByteBuffer.wrap(entry.getBytes(UTF_8)));
            }
            file.force();
        }
    }

    private List<String> read() throws IOException {
        try (var file = EntryFile.open(path, Force.DISK)) {
            return file.entries().stream()
                    .map(entry -> UTF_8.decode(entry).toString())
                    .toList();
        }
    }

    @Test
    void returnsEntriesInOrderAndAppendsAfterThem() throws IOException {
        append("three");
        assertThat(read()).containsExactly("one", "two", "three");
    }

    @Test
    void cutsAnEntryAtWhateverByteItEnds() throws IOException {
        var whole = Files.readAllBytes(path);
        for (var length = HEADER + 3; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(read()).describedAs("cut to %d bytes", length).containsExactly("one");
            assertThat(Files.size(path)).isEqualTo(HEADER + 3);
        }
    }

    @Test
    void cutsFromADamagedEntryOn() throws IOException {
        append("three");
        var bytes = Files.readAllBytes(path);
        bytes[2 * HEADER + 4] ^= 1;
        Files.write(path, bytes);

        assertThat(read()).containsExactly("one");
        append("next");
        assertThat(read()).containsExactly("one", "next");
    }

    private List<String> readIntact(boolean complete) throws IOException {
        try (var file = EntryFile.openIntact(path, Force.DISK, complete)) {
            return file.entries().stream()
                    .map(entry -> UTF_8.decode(entry).toString())
                    .toList();
        }
    }

    @Test
    void refusesDamageThatAWholeEntryFollowsWhateverByteItHits() throws IOException {
        append("three");
        var whole = Files.readAllBytes(path);
        for (var at = HEADER + 3; at < 2 * (HEADER + 3); at++) {
            var damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(path, damaged);

            assertThatThrownBy(() -> readIntact(false))
                    .describedAs("byte %d", at)
                    .isInstanceOf(DataFolderException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("byte 11")
                    .hasMessageContaining("backup");
            assertThat(path).hasBinaryContent(damaged);
        }
    }

    @Test
    void cutsADamagedEntryThatNoneFollowsOnlyAfterACrash() throws IOException {
        var whole = Files.readAllBytes(path);
        for (var at = HEADER + 3; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(path, damaged);

            assertThatThrownBy(() -> readIntact(true)).isInstanceOf(DataFolderException.class);
            assertThat(path).hasBinaryContent(damaged);
            assertThat(readIntact(false)).describedAs("byte %d", at).containsExactly("one");
        }
    }

    @Test
    void cutsZerosAtTheEnd() throws IOException {
        Files.write(path, new byte[4096], StandardOpenOption.APPEND);
        assertThat(read()).containsExactly("one", "two");
    }
}
