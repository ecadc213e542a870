package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the files after a process died at any point. */
class FileSinkKillTest {
    @TempDir
    private Path folder;

    @Test
    void repeatsNothingWhenItIsKilledBetweenItsCheckpointAndTheCommit() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            sunk.produce(Sunk.P0, "2");
            sunk.step();
            sunk.commitInVain();
            sunk.kill();
            sunk.produce(Sunk.P0, "3");
            sunk.start().drain();

            assertThat(sunk.lines()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void cutsOffWhatWasNotCheckpointed() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            sunk.produce(Sunk.P0, "2");
            sunk.step();
            sunk.kill();
            assertThat(sunk.lines()).containsExactly("1", "2");

            sunk.start().drain();
            assertThat(sunk.lines()).containsExactly("1", "2");
        }
    }

    @Test
    void finishesAfterARestartWhatWasCertainBefore() throws IOException {
        try (var sunk = new Sunk(folder, "out.log").with("rotate.records", "10")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            sunk.produce(Sunk.P0, "2");
            sunk.step();
            sunk.kill();
            sunk.start();

            assertThat(sunk.lines()).containsExactly("1");
        }
    }

    @Test
    void refusesAJournalItCannotRead() throws IOException {
        try (var sunk = new Sunk(folder, "out.log")) {
            sunk.produce(Sunk.P0, "1");
            sunk.start().drain();
            sunk.kill();
            Files.writeString(folder.resolve(".leat/sunk.journal"), "half");

            assertThatThrownBy(sunk::start)
                    .isInstanceOf(ConfigFault.class)
                    .hasMessageContaining("sunk.journal")
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void renamesWhatWasFinishedWhenItDiedBeforeTheRename() throws IOException {
        var part = Files.writeString(folder.resolve(".a.log.part"), "1\n");
        var done = Files.writeString(folder.resolve("b.log"), "2\n");

        Recovery.apply(state(Map.of(), Map.of(part, folder.resolve("a.log"), folder.resolve(".b.log.part"), done)));

        assertThat(part).doesNotExist();
        assertThat(folder.resolve("a.log")).hasContent("1\n");
        assertThat(done).hasContent("2\n");
    }

    @Test
    void removesWhatHadNoCheckpointYet() throws IOException {
        var part = Files.writeString(folder.resolve(".a.log.part"), "1\n");

        Recovery.apply(state(Map.of(part, 0L), Map.of()));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsItsJournalThroughItsForm() {
        var partition = new TopicPartition("a.b-c_d", 7);
        var state = new JournalState(
                Map.of(partition, 12L),
                Map.of(partition, List.of(new JournalState.Restart(3, -5), new JournalState.Restart(9, 1))),
                Map.of(Path.of("/with space/and\nline.log"), 88L),
                Map.of(Path.of("/a/.x.part"), Path.of("/a/x")));

        assertThat(JournalText.read(JournalText.write(state))).isEqualTo(state);
    }

    /** Random puts, commits, lost commits and kills: the files end up with each record once, in order per partition. */
    @ParameterizedTest
    @CsvSource({
        "1,out.log,none,",
        "2,out.log,gzip,",
        "3,out.log,none,7",
        "4,out.log,gzip,7",
        "5,${topic}-${partition}.log,none,5",
        "6,${topic}-${partition}.log,gzip,",
        "7,out.log,none,3"
    })
    void survivesKillsAtAnyPoint(long seed, String template, String compression, String records) throws IOException {
        var random = new Random(seed);
        var sunk = new Sunk(folder, template).with("compression", compression);
        if (records != null) {
            sunk.with("rotate.records", records);
        }
        var produced = new ArrayList<String>();
        try (sunk) {
            sunk.start();
            for (var turn = 0; turn < 300; turn++) {
                var partition = random.nextBoolean() ? Sunk.P0 : Sunk.P1;
                for (var i = random.nextInt(4); i > 0; i--) {
                    produced.add(partition.partition() + ":" + produced.size());
                    sunk.produce(partition, produced.get(produced.size() - 1));
                }
                switch (random.nextInt(8)) {
                    case 0 -> {
                        sunk.kill();
                        sunk.start();
                    }
                    case 1 -> {
                        sunk.commitInVain();
                        sunk.kill();
                        sunk.start();
                    }
                    case 2 -> sunk.commit();
                    default -> sunk.step();
                }
            }
            sunk.drain();
        }
        var written = sunk.allLines();

        assertThat(written).containsExactlyInAnyOrderElementsOf(produced);
        if (records == null) {
            assertThat(of(written, "0:")).isEqualTo(of(produced, "0:"));
            assertThat(of(written, "1:")).isEqualTo(of(produced, "1:"));
        }
    }

    private static List<String> of(List<String> lines, String partition) {
        return lines.stream().filter(line -> line.startsWith(partition)).toList();
    }

    private static JournalState state(Map<Path, Long> lengths, Map<Path, Path> publishing) {
        return new JournalState(Map.of(), Map.of(), lengths, publishing);
    }
}
