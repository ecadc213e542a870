package io.leat.broker.journal;

import static io.leat.broker.journal.JournalUnderTest.FILE_BYTES;
import static io.leat.broker.journal.JournalUnderTest.P;
import static io.leat.broker.journal.JournalUnderTest.Q;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendJournalTest {
    @TempDir
    Path folder;

    private JournalUnderTest journal;

    @BeforeEach
    void open() {
        journal = new JournalUnderTest(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void forcesOnceForAllThatAreSubmittedTogether() {
        journal.awaitAFile();
        var before = journal.disk.forces();
        var texts = List.of(journal.text(P, "1"), journal.text(Q, "2"), journal.text(P, "3"));

        try (var together = journal.journal().assemble()) {
            texts.forEach(journal::submit);
            assertThat(together).isNotNull();
        }

        assertThat(texts).allMatch(Submitted::journaled);
        assertThat(journal.disk.forces() - before).isEqualTo(1);
    }

    @Test
    void forcesOnceForAllThatComeWhileAnotherForceIsRunning() {
        journal.awaitAFile();
        journal.disk.hold();
        var first = journal.submit(P, "first");
        var before = journal.disk.forces();
        var later = new ArrayList<Submitted>();
        for (var number = 0; number < 50; number++) {
            later.add(journal.submit(Q, "later"));
        }
        assertThat(first.isDecided()).isFalse();

        journal.disk.release();

        assertThat(later).allMatch(Submitted::journaled);
        assertThat(journal.disk.forces() - before).isBetween(1, 2);
    }

    @Test
    void passesWhatIsLargerThanAFile() {
        journal.awaitAFile();

        assertThat(journal.write(P, "x".repeat(FILE_BYTES))).isFalse();
        assertThat(journal.write(P, "small")).isTrue();
    }

    @Test
    void passesTheCycleWhoseForceFailsAndGoesOnInAFreshFile() throws Exception {
        journal.awaitAFile();
        journal.write(Q, "kept");
        var failed = journal.files().get(0);
        journal.disk.breakDown();

        assertThat(journal.write(Q, "unknown")).isFalse();

        journal.disk.repair();
        var content = Files.readAllBytes(failed);
        journal.awaitJournaledLater(Q, "next");
        assertThat(Files.readAllBytes(failed)).isEqualTo(content);
        journal.crash();
        assertThat(journal.recovered(Q)).startsWith("kept").endsWith("next");
    }
}
