package io.leat.connectors.datagen;

import io.leat.connect.api.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/** Hands out records as they fall due. */
final class DatagenReader implements SourceReader {

    private final DatagenSettings settings;
    private final RecordMaker maker;
    private final Pace pace;
    private final CountDownLatch woken = new CountDownLatch(1);
    private long next;

    DatagenReader(DatagenSettings settings, RecordMaker maker, Pace pace, long next) {
        this.settings = settings;
        this.maker = maker;
        this.pace = pace;
        this.next = next;
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        var count = count();
        if (count == 0 && await()) {
            count = count();
        }
        var records = new ArrayList<SourceRecord>(count);
        for (var end = next + count; next < end; next++) {
            records.add(maker.make(next));
        }
        return records;
    }

    @Override
    public void wakeup() {
        woken.countDown();
    }

    private int count() {
        return pace.due(next, (int) Math.min(settings.maxBatchSize(), left()));
    }

    /** @return false if woken up to stop */
    private boolean await() throws InterruptedException {
        var linger = settings.pollLinger().toNanos();
        var wait = left() == 0 ? linger : Math.min(linger, pace.nanosUntil(next));
        return !woken.await(wait, TimeUnit.NANOSECONDS);
    }

    private long left() {
        return settings.records() < 0 ? Long.MAX_VALUE : Math.max(0, settings.records() - next);
    }
}
