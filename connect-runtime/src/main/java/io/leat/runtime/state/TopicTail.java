package io.leat.runtime.state;

import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.ReaderSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic on a thread of its own: every record is applied once, in the order of its partition. Apart from {@link
 * CompactedTopic}, because only this thread may touch the reader.
 */
final class TopicTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration IDLE_WAIT = Duration.ofSeconds(30);
    private static final Duration CATCH_UP_WAIT = Duration.ofMillis(50);
    private static final long RETRY_PAUSE_MS = 500;
    private static final int MAX_RECORDS = 5_000;
    private static final int MAX_BYTES = 8 << 20;

    private final Log log;
    private final List<TopicPartition> partitions;
    private final Duration rest;
    private final Consumer<LogRecord> apply;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final List<CatchUp> pending = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile @Nullable LogReader reader;

    /** @param rest between two reads that nobody asks for */
    TopicTail(Log log, String topic, int partitions, Duration rest, Consumer<LogRecord> apply) {
        this.log = log;
        this.rest = rest;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        this.apply = apply;
        this.thread = new Thread(this::run, "state-" + topic);
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when every record that was committed at the time of this call has been applied. */
    CompletableFuture<Void> caughtUp() {
        var request = new CompletableFuture<Void>();
        asked.add(request);
        wakeup();
        LockSupport.unpark(thread);
        return request;
    }

    private void wakeup() {
        var current = reader;
        if (current != null) {
            current.wakeup();
        }
    }

    private void run() {
        var spec = new ReaderSpec(thread.getName(), Optional.empty(), true, MAX_RECORDS, MAX_BYTES, Map.of());
        while (!isClosing()) {
            try (var current = log.reader(spec)) {
                current.assign(partitions);
                next.forEach(current::seek);
                reader = current;
                follow(current);
            } catch (RuntimeException e) {
                LOG.error("Cannot follow {}; trying again", partitions, e);
                fail(e);
                pause();
            } finally {
                reader = null;
            }
        }
        fail(new StateTopicException("The worker is stopping"));
    }

    private void follow(LogReader current) {
        while (!isClosing()) {
            for (var request = asked.poll(); request != null; request = asked.poll()) {
                pending.add(CatchUp.toTheEnd(request, partitions, current));
            }
            pending.removeIf(catchUp -> catchUp.completeIfReached(current));
            var records = current.poll(pending.isEmpty() ? IDLE_WAIT : CATCH_UP_WAIT);
            for (var record : records) {
                apply(record);
                next.put(record.partition(), record.offset() + 1);
            }
            if (!records.isEmpty() && pending.isEmpty()) {
                rest();
            }
        }
    }

    private void rest() {
        var end = System.nanoTime() + rest.toNanos();
        for (var left = rest.toNanos(); left > 0 && asked.isEmpty() && !isClosing(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private void apply(LogRecord record) {
        try {
            apply.accept(record);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Skipping a record that is not in Kafka Connect's format: {} offset {}",
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private void fail(RuntimeException cause) {
        pending.forEach(catchUp -> catchUp.request().completeExceptionally(cause));
        pending.clear();
        for (var request = asked.poll(); request != null; request = asked.poll()) {
            request.completeExceptionally(cause);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(RETRY_PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        wakeup();
        LockSupport.unpark(thread);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A caller that waits until the tail has come to {@code ends}. */
    private record CatchUp(CompletableFuture<Void> request, Map<TopicPartition, Long> ends) {

        static CatchUp toTheEnd(CompletableFuture<Void> request, List<TopicPartition> partitions, LogReader reader) {
            var ends = new HashMap<TopicPartition, Long>();
            partitions.forEach(partition -> ends.put(partition, reader.endOffset(partition)));
            return new CatchUp(request, ends);
        }

        boolean completeIfReached(LogReader reader) {
            var reached = ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
            return reached && request.complete(null);
        }
    }
}
