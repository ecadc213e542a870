package io.leat.distribution.log;

import io.leat.broker.log.Appended;
import java.util.ArrayList;
import java.util.List;

/** An append ready to go: its records by partition, cut into batches. */
record ClosedAppend(List<PartitionAppend> parts, int[] partOf, int[] placeInPart, long[] timestamps) {

    /** One batch of one partition. */
    record Batch(PartitionAppend part, int number) {}

    /** All batches, those of a partition in order. */
    List<Batch> batches() {
        var batches = new ArrayList<Batch>();
        for (var part : parts) {
            for (int i = 0; i < part.batches(); i++) {
                batches.add(new Batch(part, i));
            }
        }
        return batches;
    }

    /** @param answers one for each of {@link #batches()}, in that order */
    Positions positions(List<Appended> answers) {
        var byPart = new ArrayList<List<Appended>>();
        int next = 0;
        for (var part : parts) {
            byPart.add(answers.subList(next, next + part.batches()));
            next += part.batches();
        }
        return new Positions(this, byPart);
    }
}
