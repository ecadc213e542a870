package io.leat.broker.log;

import io.leat.broker.log.PendingAppends.Pending;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a partition is in service, on which files, and which appends are under way. {@link #lock()} guards appends and
 * every change here; an I/O error fails the appends under way, and what they wrote must not come back.
 */
final class PartitionState {
    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionState.class);

    private final TopicPartition partition;
    private final Object lock = new Object();
    private final PendingAppends pending = new PendingAppends();
    private final Runnable wake;
    private final @Nullable Rest rest;
    private volatile Standing standing;
    /** Set while the partition is, or was once, in service. */
    private volatile @Nullable OpenLog files;

    /** @param wake called under the lock when the files of a resting partition are needed; brings it out of rest */
    PartitionState(TopicPartition partition, Standing standing, Runnable wake) {
        this.partition = partition;
        this.wake = wake;
        this.standing = standing;
        this.rest = standing instanceof Standing.Resting resting ? resting.rest() : null;
    }

    Object lock() {
        return lock;
    }

    /** Guarded by the lock. */
    PendingAppends pending() {
        return pending;
    }

    Standing standing() {
        return standing;
    }

    boolean online() {
        return standing instanceof Standing.Online || standing instanceof Standing.Resting;
    }

    /** What the partition has, as long as its files were never open; a deleted one may still be asked for it. */
    Optional<Rest> known() {
        return files == null ? Optional.ofNullable(rest) : Optional.empty();
    }

    /** What the partition has, if its files are not open because nobody has needed them. */
    Optional<Rest> resting() {
        return standing instanceof Standing.Resting resting ? Optional.of(resting.rest()) : Optional.empty();
    }

    /** Whether these files are done with for good: opened anew, or the partition is deleted. */
    boolean hasLeft(OpenLog opened) {
        return files != opened || standing instanceof Standing.Gone;
    }

    boolean isOnline(OpenLog opened) {
        return online() && files == opened;
    }

    /** @throws ApiException telling why nothing can be written */
    OpenLog writable() {
        standing.requireWritable();
        return files();
    }

    /** @throws ApiException telling why nothing can be read */
    OpenLog readable() {
        standing.requireReadable();
        return files();
    }

    /** The files that are, or were last, in use. @throws ApiException if there never were any */
    OpenLog files() {
        var opened = files;
        if (opened == null) {
            opened = wake();
        }
        if (opened == null) {
            standing.requireReadable();
            throw new IllegalStateException(partition + " is in service without files");
        }
        return opened;
    }

    private @Nullable OpenLog wake() {
        synchronized (lock) {
            if (standing instanceof Standing.Resting) {
                wake.run();
            }
            return files;
        }
    }

    /** The files that are, or were last, in use. */
    Optional<OpenLog> opened() {
        return Optional.ofNullable(files);
    }

    /** Puts the partition into service. */
    void enter(OpenLog opened) {
        synchronized (lock) {
            files = opened;
            standing = new Standing.Online();
        }
    }

    /** The files of a resting partition could not be opened. Called under the lock. */
    void stay(Standing.Unopened unopened) {
        standing = unopened;
    }

    /** What changed with a failure, so that the caller can tell those who wait. */
    record Failure(KafkaStorageException reason, List<Pending> failed, boolean isNew) {
        void tell() {
            failed.forEach(append -> append.done().completeExceptionally(reason));
        }
    }

    /**
     * Takes the partition out of full service, once. Must not be called under the lock.
     *
     * @param repairable false after a failed force: nobody knows what the disk has, so the next start decides
     */
    Failure fail(OpenLog opened, String action, Throwable cause, boolean repairable) {
        var reason = new KafkaStorageException(
                "Partition " + partition + " is offline" + (repairable ? "" : " until the next start")
                        + ": the attempt to " + action + " failed: " + cause.getMessage(),
                cause);
        List<Pending> failed;
        synchronized (lock) {
            if (!isOnline(opened)) {
                var known = standing instanceof Standing.ReadOnly readOnly ? readOnly.reason() : reason;
                return new Failure(known, List.of(), false);
            }
            standing = new Standing.ReadOnly(reason, goodEnd(opened, repairable), repairable);
            failed = pending.drain();
        }
        LOGGER.error("Partition {} takes no writes any more: the attempt to {} failed", partition, action, cause);
        if (!repairable) {
            FailedForce.note(opened.log().dir().toPath());
            hideUnforced(opened);
        }
        return new Failure(reason, failed, true);
    }

    private static long goodEnd(OpenLog opened, boolean repairable) {
        var visible = opened.log().highWatermark();
        return repairable ? visible : Math.min(visible, opened.segments().forcedTo());
    }

    /** What was visible without a force may be gone from memory any moment, and was never on disk. */
    private static void hideUnforced(OpenLog opened) {
        try {
            if (opened.segments().forcedTo() < opened.log().highWatermark()) {
                opened.log().updateHighWatermark(opened.segments().forcedTo());
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.warn(
                    "What was never forced of {} could not be hidden",
                    opened.log().topicPartition(),
                    e);
        }
    }

    /** Whether opening the files anew may bring the partition back. */
    boolean repairable() {
        return standing.repairable();
    }

    /** What is known of the files for opening them anew; {@code known} for those that never were open. */
    LogOpener.Extent extent(LogOpener.Extent known) {
        var before = files;
        if (before == null || !(standing instanceof Standing.ReadOnly failed)) {
            return known;
        }
        UnifiedLog log = before.log();
        var forced = Math.min(before.recoveryPoint(), failed.goodEnd());
        return new LogOpener.Extent(log.logStartOffset(), forced, failed.goodEnd());
    }

    /** The partition goes for good; returns the appends under way, to fail them. */
    List<Pending> leave(ApiException reason) {
        synchronized (lock) {
            standing = new Standing.Gone(reason);
            return pending.drain();
        }
    }
}
