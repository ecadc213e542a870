package io.leat.broker.journal;

import static io.leat.broker.journal.JournalUnderTest.FILE_BYTES;
import static io.leat.broker.journal.JournalUnderTest.P;
import static io.leat.broker.journal.JournalUnderTest.Q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {
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
    void makesNoFileBeforeSomethingIsToBeJournaled() throws Exception {
        assertThat(journal.files()).isEmpty();

        assertThat(journal.write(P, "nothing to write it to")).isFalse();

        await().untilAsserted(() -> assertThat(journal.files()).hasSize(1));
    }

    @Test
    void usesItsFilesAgainOnceTheirEntriesAreReleasedAndNeverReadsWhatWasThereBefore() throws Exception {
        journal.awaitAFile();
        for (var number = 0; number < 300; number++) {
            var text = journal.submit(Q, "old " + "x".repeat(300));
            text.journaled();
            text.release();
        }
        assertThat(journal.files()).hasSizeBetween(1, 4);
        assertThat(journal.files())
                .allSatisfy(file -> assertThat(Files.size(file)).isEqualTo(FILE_BYTES));
        await().until(() -> journal.write(Q, "newest"));

        journal.crash();

        var left = journal.recovered(Q);
        assertThat(left).endsWith("newest");
        assertThat(left.size()).isLessThan(4 * FILE_BYTES / 300);
    }

    @Test
    void keepsWhatIsNotReleasedHurriesItsHolderAndPassesTheRest() throws Exception {
        journal.awaitAFile();
        var texts = new ArrayList<Submitted>();
        for (var number = 0; number < 200; number++) {
            texts.add(journal.submit(P, "x".repeat(1000)));
            texts.get(number).journaled();
        }

        assertThat(journal.write(P, "x".repeat(1000))).isFalse();
        assertThat(texts).anyMatch(Submitted::wasHurried);
        assertThat(journal.files()).hasSizeLessThanOrEqualTo(8);
        texts.forEach(Submitted::release);
        journal.journal().review();
        await().until(() -> journal.write(P, "again"));
    }

    @Test
    void doesWithoutAFileWhileTheDiskIsNearlyFull() throws Exception {
        journal.leaveBytesFree(10);

        assertThat(journal.write(P, "passed")).isFalse();
        assertThat(journal.write(P, "passed")).isFalse();

        assertThat(journal.files()).isEmpty();
        journal.leaveBytesFree(Long.MAX_VALUE);
        journal.awaitJournaledLater(P, "journaled");
    }

    @Test
    void keepsTheFilesOfAnEarlierProcessUntilAllInThemIsSettled() throws Exception {
        journal.awaitAFile();
        journal.write(Q, "q");
        journal.crash();
        var left = journal.files().get(0);

        journal.journal().recovered().settle(P);
        assertThat(left).exists();
        journal.crash();
        assertThat(journal.recovered(Q)).containsExactly("q");
        journal.journal().recovered().keepOnly(Set.of(P));
        journal.journal().recovered().settle(P);

        assertThat(left).doesNotExist();
    }

    @Test
    void leavesNoFileBehindWhenAllIsSettledAtTheEnd() throws Exception {
        journal.awaitAFile();

        journal.restartSettled();

        assertThat(journal.files()).isEmpty();
    }
}
