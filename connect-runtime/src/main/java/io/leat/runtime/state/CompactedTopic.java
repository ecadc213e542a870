package io.leat.runtime.state;

import io.leat.runtime.TopicAdmin;
import io.leat.runtime.log.Log;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.log.WriterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table kept as a compacted topic: read to the end at the start, followed from then on. The topic is made when
 * something is first written. Safe for use from any thread; records are applied on one thread, writes happen in the
 * order of the calls on another.
 */
public final class CompactedTopic implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String POLICY = "cleanup.policy";

    private final Log log;
    private final Spec spec;
    private final Consumer<LogRecord> apply;
    private final ExecutorService writes;
    private @Nullable LogWriter writer; // belongs to the thread of writes
    private volatile @Nullable TopicTail tail;
    private volatile int partitions;

    /**
     * @param key of the worker's setting that names the topic, for messages
     * @param partitions of a new topic
     * @param maxPartitions that an existing one may have
     * @param rest how long records may wait to be applied as long as nobody asks for them: what tasks append with each of
     *     their batches need not be decoded one by one
     */
    public record Spec(String topic, String key, int partitions, int maxPartitions, Writing writing, Duration rest) {}

    /** What a write promises once it is done. */
    public enum Writing {
        /** It outlives the process. */
        QUICK,
        /** It outlives a power loss. */
        DURABLE,
        /** So too, and after a crash midway all of it is there or nothing, whatever partitions it went to. */
        WHOLE
    }

    public CompactedTopic(Log log, Spec spec, Consumer<LogRecord> apply) {
        this.log = log;
        this.spec = spec;
        this.apply = apply;
        this.writes = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "state-" + spec.topic() + "-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads the topic to its end, if there is one.
     *
     * @throws StateTopicException if the topic would lose records: it is not compacted, or has the wrong partitions
     */
    public synchronized void start() {
        var existing = log.topics().describe(spec.topic());
        if (existing.isPresent() && tail == null) {
            follow(existing.get());
            readToEnd();
        }
    }

    private void follow(TopicAdmin.Description topic) {
        var policy = topic.config().getOrDefault(POLICY, "delete");
        if (!policy.trim().equals("compact")) {
            throw new StateTopicException("Topic " + spec.topic() + ", named by " + spec.key() + ", must have " + POLICY
                    + "=compact, but has " + policy + ": the worker's state in it would be deleted in time. Set "
                    + POLICY
                    + "=compact on the topic, or name another");
        }
        if (topic.partitions().size() > spec.maxPartitions()) {
            throw new StateTopicException(
                    "Topic " + spec.topic() + ", named by " + spec.key() + ", must have " + spec.maxPartitions()
                            + " partition(s), but has " + topic.partitions().size() + ". Name another");
        }
        partitions = topic.partitions().size();
        tail = new TopicTail(log, spec.topic(), partitions, spec.rest(), apply);
    }

    /** How many partitions the topic has; it is made if there is none yet. */
    public int partitions() {
        if (tail == null) {
            create();
        }
        return partitions;
    }

    private synchronized void create() {
        if (tail != null) {
            return;
        }
        log.topics().create(spec.topic(), spec.partitions(), Map.of(POLICY, "compact"));
        follow(log.topics()
                .describe(spec.topic())
                .orElseThrow(
                        () -> new StateTopicException("Topic " + spec.topic() + " is gone right after it was made")));
    }

    /** Writes the records together and returns when they have been applied. */
    public void writeAndApply(List<StateRecord> records) {
        await(write(records), "writing to");
        readToEnd();
    }

    /** Writes the records together, in the order of the calls; the future completes when they are in the log. */
    public Future<?> write(List<StateRecord> records) {
        return writes.submit(() -> append(records));
    }

    /** Runs on the writing thread, where a task may decide late what to write. */
    public void execute(Runnable task) {
        writes.execute(task);
    }

    /** To be called on the writing thread. */
    public void append(List<StateRecord> records) {
        partitions();
        var current = writer == null ? open() : writer;
        writer = current;
        try {
            for (var record : records) {
                current.add(spec.topic(), LogWriter.ANY_PARTITION, -1, record.key(), record.value(), List.of());
            }
            current.append().join();
        } catch (CompletionException e) {
            reopen(current);
            throw new StateTopicException(
                    "Cannot write to topic " + spec.topic() + ": " + e.getCause(),
                    e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            reopen(current);
            throw new StateTopicException("Cannot write to topic " + spec.topic() + ": " + e, e);
        }
    }

    private LogWriter open() {
        var id = "state-" + spec.topic();
        var transactionalId = spec.writing() == Writing.WHOLE ? Optional.of(id) : Optional.<String>empty();
        return log.writer(new WriterSpec(id, transactionalId, spec.writing() != Writing.QUICK, Map.of()));
    }

    /** After a failed append a writer refuses all others. */
    private void reopen(LogWriter failed) {
        writer = null;
        failed.close();
    }

    /** Returns when every record that is in the log now has been applied. */
    public void readToEnd() {
        var current = tail;
        if (current != null) {
            await(current.caughtUp(), "reading");
        }
    }

    private void await(Future<?> future, String doing) {
        try {
            future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StateTopicException(
                    "Timed out after " + TIMEOUT.toSeconds() + " s " + doing + " topic " + spec.topic(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StateTopicException known
                    ? known
                    : new StateTopicException("Failed " + doing + " topic " + spec.topic() + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateTopicException("Interrupted " + doing + " topic " + spec.topic(), e);
        }
    }

    /** Finishes the writes that were asked for, within two seconds. */
    @Override
    public void close() {
        if (writes.isShutdown()) {
            return;
        }
        var closed = CompletableFuture.runAsync(
                () -> {
                    if (writer != null) {
                        writer.close();
                    }
                },
                writes);
        writes.shutdown();
        try {
            closed.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            writes.shutdownNow();
        } catch (InterruptedException e) {
            writes.shutdownNow();
            Thread.currentThread().interrupt();
        }
        var current = tail;
        if (current != null) {
            current.close();
        }
    }
}
