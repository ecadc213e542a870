package io.leat.connectors.file;

import io.leat.connect.api.SourceReader;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/** A task of the source: collects what there is, or waits a while for it. */
final class FileSourceReader implements SourceReader {
    private final FileSourceSettings settings;
    private final Tailer tailer;
    private final Clock clock;
    private final CountDownLatch woken = new CountDownLatch(1);

    FileSourceReader(FileSourceSettings settings, Tailer tailer, Clock clock) {
        this.settings = settings;
        this.tailer = tailer;
        this.clock = clock;
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        var waits = settings.pollLinger().dividedBy(settings.pollInterval());
        for (var wait = 0L; ; wait++) {
            var batch =
                    new Batch(settings.maxBatchSize(), settings.maxBatchBytes().bytes(), clock.millis());
            tailer.collect(batch);
            if (!batch.records().isEmpty() || wait > waits || pause()) {
                return batch.records();
            }
        }
    }

    /** Whether the task is to stop. */
    private boolean pause() throws InterruptedException {
        return woken.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void wakeup() {
        woken.countDown();
    }

    @Override
    public void close() {
        tailer.close();
    }
}
