package io.leat.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFileTest {

    private static final String ANN = "ann:" + TokenHash.of("1").line();
    private static final String BOB = "bob:" + TokenHash.of("2").line();

    private final ManualClock clock = new ManualClock();

    @TempDir
    Path folder;

    @Test
    void readsAChangedFileAgain() throws IOException {
        var file = file(ANN);
        var credentials = new CredentialFile<>(file, TokenHash::parse, clock);

        write(file, BOB, 1);
        clock.now = clock.now.plusSeconds(2);

        assertThat(credentials.entries()).containsOnlyKeys("bob");
    }

    @Test
    void looksAtTheFileOnceASecondAtMost() throws IOException {
        var file = file(ANN);
        var credentials = new CredentialFile<>(file, TokenHash::parse, clock);

        write(file, BOB, 1);
        clock.now = clock.now.plusMillis(900);

        assertThat(credentials.entries()).containsOnlyKeys("ann");
    }

    @Test
    void keepsTheLastGoodContentOfAFileThatBecameWrong() throws IOException {
        var file = file(ANN);
        var credentials = new CredentialFile<>(file, TokenHash::parse, clock);

        write(file, "broken", 1);
        clock.now = clock.now.plusSeconds(2);

        assertThat(credentials.entries()).containsOnlyKeys("ann");
    }

    @Test
    void refusesAWrongFileAtTheStart() throws IOException {
        var file = file("broken");

        assertThatThrownBy(() -> new CredentialFile<>(file, TokenHash::parse, clock))
                .hasMessage(file + ", line 1: expected <name>:<hash>");
    }

    private Path file(String content) throws IOException {
        var file = folder.resolve("tokens");
        write(file, content, 0);
        return file;
    }

    private static void write(Path file, String content, int age) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + age)));
    }

    private static final class ManualClock extends Clock {
        private Instant now = Instant.ofEpochSecond(1_700_000_000L);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
