package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Position;
import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.state.SourceOffsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What goes out with the records of a source: the positions they reached, and what the ledger has to say. Both are written
 * with the end of a transaction and not before, because an undecided record in the offsets topic would keep all others
 * from reading on. Under the outbox's lock.
 */
final class SourceSeal implements Seal<PolledBatch> {

    private final String connector;
    private final SourceOffsets offsets;
    private final SourceLedger ledger;
    private final Clock clock;
    private final UnaryOperator<String> mask;
    private final Map<Map<String, ?>, @Nullable Map<String, ?>> carried = new HashMap<>();
    private Counts carriedCounts = Counts.NONE;
    private Counts countsIfDropped = Counts.NONE;

    /** @param mask takes the secrets of the task's configuration out of what the ledger is told of positions */
    SourceSeal(String connector, SourceOffsets offsets, SourceLedger ledger, Clock clock, UnaryOperator<String> mask) {
        this.connector = connector;
        this.offsets = offsets;
        this.ledger = ledger;
        this.clock = clock;
        this.mask = mask;
    }

    @Override
    public void addTo(LogWriter writer, List<PolledBatch> batches) {
        var positions = positions(batches);
        var counts = carriedCounts;
        for (var batch : batches) {
            counts = counts.plus(batch.counts());
        }
        carried.forEach((partition, offset) -> {
            if (!positions.containsKey(partition)) {
                positions.put(partition, offset);
            }
        });
        forgetCarried();
        ledger.seal(writer, counts, write(writer, positions));
    }

    private static Map<Map<String, ?>, @Nullable Map<String, ?>> positions(List<PolledBatch> batches) {
        var positions = new LinkedHashMap<Map<String, ?>, @Nullable Map<String, ?>>();
        for (var i = batches.size() - 1; i >= 0; i--) {
            batches.get(i).positions(positions);
        }
        return positions;
    }

    private List<Position> write(LogWriter writer, Map<Map<String, ?>, @Nullable Map<String, ?>> positions) {
        var reached = new ArrayList<Position>(positions.size());
        positions.forEach((partition, offset) -> {
            offsets.copy().ifPresent(copy -> write(writer, copy, copy.encode(connector, partition, offset)));
            var encoded = offsets.encode(connector, partition, offset);
            write(writer, offsets, encoded);
            reached.add(new Position(shown(encoded.key()), shown(encoded.value())));
        });
        return reached;
    }

    private void write(LogWriter writer, SourceOffsets to, SourceOffsets.Encoded encoded) {
        writer.add(to.topic(), encoded.partition(), clock.millis(), encoded.key(), encoded.value(), List.of());
    }

    private String shown(byte @Nullable [] json) {
        return json == null ? "null" : mask.apply(new String(json, UTF_8));
    }

    @Override
    public void carry(List<PolledBatch> batches) {
        carried.putAll(positions(batches));
        for (var batch : batches) {
            carriedCounts = carriedCounts.plus(batch.counts());
            countsIfDropped = countsIfDropped.plus(batch.countsIfDropped());
        }
    }

    @Override
    public void dropCarried() {
        carriedCounts = countsIfDropped;
    }

    @Override
    public void forgetCarried() {
        carried.clear();
        carriedCounts = Counts.NONE;
        countsIfDropped = Counts.NONE;
    }
}
