package io.leat.rest.fake;

import io.leat.runtime.RequestException;
import io.leat.runtime.Taps;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One tap for all: what is put into the queue comes out. */
public final class FakeTaps implements Taps {

    private final BlockingQueue<Tapped> records = new LinkedBlockingQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    public void show(Tapped record) {
        records.add(record);
    }

    public int open() {
        return open.get();
    }

    @Override
    public Tap open(String connector, int rate) {
        if (connector.equals("none")) {
            throw new RequestException.NotFound("Connector none not found");
        }
        open.incrementAndGet();
        return new Tap() {

            @Override
            public Optional<Tapped> next(Duration wait) throws InterruptedException {
                return Optional.ofNullable(records.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
