package io.leat.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.disk.Force;
import io.leat.broker.disk.ForceThreads;
import io.leat.broker.disk.FreeSpace;
import io.leat.broker.journal.AppendJournal;
import io.leat.broker.journal.JournalFolder;
import io.leat.broker.transaction.JournalEntry.Abort;
import io.leat.broker.transaction.JournalEntry.Intent;
import io.leat.broker.transaction.JournalEntry.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long SMALL = 100;

    @TempDir
    Path folder;

    private final ForceThreads threads = new ForceThreads();
    private Journal journal;

    @BeforeEach
    void start() {
        journal = Journal.start(place(), SMALL);
    }

    private Transactions.JournalPlace place() {
        var freeSpace = new FreeSpace(() -> Long.MAX_VALUE, 0, System::nanoTime);
        var where = new JournalFolder(folder, Force.DISK, threads, freeSpace, System::nanoTime);
        return new Transactions.JournalPlace(folder, Force.DISK, threads, true, AppendJournal.open(where, 0, false));
    }

    @AfterEach
    void close() throws IOException {
        threads.close();
        journal.close();
    }

    private static Intent intent(long number) {
        var range = new Range(Uuid.randomUuid(), 0, number, number);
        return new Intent(1, number, number, (short) 0, List.of(range, range));
    }

    private Journal.Begun begin(Intent intent) throws Exception {
        var begun = journal.begin(intent, Set.of());
        begun.durable().get();
        return begun;
    }

    private int files() throws IOException {
        try (var paths = Files.list(folder)) {
            return (int) paths.count();
        }
    }

    @Test
    void keepsIntentsOverFilesInOrder() throws Exception {
        var intents = List.of(intent(0), intent(1), intent(2), intent(3));
        for (var intent : intents) {
            begin(intent);
        }

        assertThat(files()).isGreaterThan(1);
        assertThat(Journal.read(place())).isEqualTo(List.copyOf(intents));
    }

    @Test
    void removesAFullFileOnceAllItsAppendsAreDecided() throws Exception {
        var first = begin(intent(0));
        var second = begin(intent(1));
        assertThat(first.file()).isNotSameAs(second.file());
        assertThat(files()).isEqualTo(2);

        journal.decided(first.file());

        await().until(() -> files() == 1);
        assertThat(Journal.read(place())).hasSize(1);
    }

    @Test
    void removesAFileThatWasDecidedBeforeItWasFull() throws Exception {
        journal.decided(begin(intent(0)).file());
        begin(intent(1));

        await().until(() -> files() == 1);
    }

    @Test
    void notesAFailureInEveryFileThatIsLeft() throws Exception {
        begin(intent(0));
        begin(intent(1));

        journal.abort(new Abort(1, 0)).get();

        assertThat(Journal.read(place())).filteredOn(Abort.class::isInstance).hasSize(2);
    }

    @Test
    void startsEmpty() throws Exception {
        begin(intent(0));
        journal.close();

        journal = Journal.start(place(), SMALL);

        assertThat(Journal.read(place())).isEmpty();
    }
}
