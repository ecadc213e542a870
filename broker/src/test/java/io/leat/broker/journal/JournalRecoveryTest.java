package io.leat.broker.journal;

import static io.leat.broker.journal.JournalUnderTest.P;
import static io.leat.broker.journal.JournalUnderTest.Q;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {
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
    void givesBackWhatWasJournaledAfterACrash() throws Exception {
        journal.awaitAFile();
        journal.write(P, "p");
        journal.write(Q, "q");

        journal.crash();

        assertThat(journal.recovered(P)).endsWith("first", "p");
        assertThat(journal.recovered(Q)).containsExactly("q");
    }

    @Test
    void endsAtAGroupThatIsTorn() throws Exception {
        journal.awaitAFile();
        journal.write(Q, "whole");
        journal.write(Q, "torn by the crash");
        flip("torn by");

        journal.crash();

        assertThat(journal.recovered(Q)).containsExactly("whole");
    }

    @Test
    void forgetsAfterARestartOfThePlaceWhatCameBefore() throws Exception {
        journal.awaitAFile();
        journal.write(P, "void");
        journal.write(Q, "other");
        assertThat(journal.submit(Submitted.restart(P)).journaled()).isTrue();
        journal.write(P, "new");

        journal.crash();

        assertThat(journal.recovered(P)).containsExactly("new");
        assertThat(journal.recovered(Q)).containsExactly("other");
    }

    @Test
    void givesBackNotesInTheirOrder() {
        journal.awaitAFile();
        assertThat(journal.submit(Submitted.note("one")).journaled()).isTrue();
        assertThat(journal.submit(Submitted.note("two")).journaled()).isTrue();

        journal.crash();

        assertThat(journal.journal().recovered().notes())
                .extracting(note -> StandardCharsets.UTF_8.decode(note).toString())
                .containsExactly("one", "two");
    }

    private void flip(String text) throws IOException {
        var content = new String(Files.readAllBytes(journal.files().get(0)), StandardCharsets.ISO_8859_1);
        try (var file = new RandomAccessFile(journal.files().get(0).toFile(), "rw")) {
            file.seek(content.indexOf(text));
            file.write('?');
        }
    }
}
