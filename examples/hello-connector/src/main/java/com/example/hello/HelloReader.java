package com.example.hello;

import io.leat.connect.api.SourceReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** One greeting per poll, then a wait. */
final class HelloReader implements SourceReader {

    /** A poll must not wait longer: workers pause and stop a task between two polls. */
    private static final long LONGEST_WAIT_MS = 500;

    private final HelloSource.Settings settings;
    private final Function<HelloSource.Position, Map<String, Object>> encode;
    private final CountDownLatch woken = new CountDownLatch(1);
    private long count;
    private long dueAt = System.nanoTime();

    HelloReader(HelloSource.Settings settings, long count, Function<HelloSource.Position, Map<String, Object>> encode) {
        this.settings = settings;
        this.count = count;
        this.encode = encode;
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        var rests = settings.greetings() >= 0 && count >= settings.greetings();
        var waitMs = rests ? LONGEST_WAIT_MS : TimeUnit.NANOSECONDS.toMillis(dueAt - System.nanoTime());
        if (waitMs > 0) {
            woken.await(Math.min(waitMs, LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
        }
        if (rests || System.nanoTime() < dueAt) {
            return List.of();
        }
        dueAt = System.nanoTime() + settings.interval().toNanos();
        return List.of(greeting(++count));
    }

    private SourceRecord greeting(long number) {
        var offset = encode.apply(new HelloSource.Position(number));
        var text = "Hello, " + settings.whom() + "! (" + number + ")";
        return new SourceRecord(
                HelloSource.PARTITION,
                offset,
                settings.topic(),
                null,
                Schema.STRING_SCHEMA,
                settings.whom(),
                Schema.STRING_SCHEMA,
                text);
    }

    @Override
    public void wakeup() {
        woken.countDown();
    }
}
