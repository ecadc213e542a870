package io.leat.connectors.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is certain about a set of output files.
 *
 * @param next per partition, the offset after the last record that is in the files
 * @param restarts per partition, the records at which a worker may begin to deliver again
 * @param lengths of the files being written: what is behind is not certain
 * @param publishing files that are complete, by the name they have while they are written: they get their final name
 */
record JournalState(
        Map<TopicPartition, Long> next,
        Map<TopicPartition, List<Restart>> restarts,
        Map<Path, Long> lengths,
        Map<Path, Path> publishing) {

    /**
     * The first record after a checkpoint.
     *
     * @param checksum of its line: a topic that was deleted and made again has the same offsets, but other records
     */
    record Restart(long offset, int checksum) {}

    JournalState {
        next = Map.copyOf(next);
        restarts = Map.copyOf(restarts);
        lengths = Map.copyOf(lengths);
        publishing = Map.copyOf(publishing);
    }

    static JournalState empty() {
        return new JournalState(Map.of(), Map.of(), Map.of(), Map.of());
    }
}
