package io.leat.runtime.task;

import io.leat.runtime.log.LogReader;
import io.leat.runtime.watch.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions a sink task reads, and from where: follows what the log assigns and takes away, and where the connector
 * wants to go on. The task thread's; the log calls it within a poll.
 */
final class SinkAssignment implements LogReader.AssignmentListener {

    private static final Logger LOG = LoggerFactory.getLogger(SinkAssignment.class);

    private final SinkRun run;
    private final SinkCommits commits;
    private final SinkDelivery delivery;
    private @Nullable RuntimeException failure;

    SinkAssignment(SinkRun run, SinkCommits commits, SinkDelivery delivery) {
        this.run = run;
        this.commits = commits;
        this.delivery = delivery;
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        inRebalance(() -> {
            begin(partitions);
            run.context().assigned();
            count(run.log().assignment().size());
            if (!partitions.isEmpty()) {
                run.scope().watch().within(Place.OPEN, () -> run.task().open(partitions));
                rewind();
            }
        });
    }

    private void begin(Collection<TopicPartition> partitions) {
        var committed = run.log().committed(partitions);
        for (var partition : partitions) {
            var position = run.log().position(partition);
            run.offsets().start(partition, position);
            run.ledger().assigned(partition, position, Optional.ofNullable(committed.get(partition)));
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        inRebalance(() -> {
            if (!partitions.isEmpty()) {
                commits.conclude(partitions);
                run.offsets().remove(partitions);
                run.ledger().revoked(partitions);
                run.replays().revoked(partitions);
                delivery.drop(partitions);
                count(run.log().assignment().size() - partitions.size());
            }
        });
    }

    /** The wait for records ends, so that the task is seen to wait for what it now waits for. */
    private void count(int partitions) {
        run.scope().metrics().flow().partitions(partitions);
        run.log().wakeup();
    }

    /** What goes wrong within a poll is thrown after it: the log is not to be disturbed in the middle of a rebalance. */
    private void inRebalance(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        } catch (Throwable e) { // Kotlin and Scala throw checked exceptions unseen
            failure = failure == null ? failed(e) : failure;
        }
    }

    private static ConnectException failed(Throwable cause) {
        return new ConnectException("The connector failed when its partitions changed: " + cause, cause);
    }

    /** Throws what went wrong within the last poll. */
    void check() {
        var thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown;
        }
    }

    /** Goes where the connector wants to go on reading. */
    void rewind() {
        run.context().takeRewinds().forEach((partition, offset) -> {
            if (run.offsets().contains(partition)) {
                run.log().seek(partition, offset);
                run.offsets().start(partition, offset);
                run.ledger().movedTo(partition, offset);
                delivery.drop(List.of(partition));
            } else {
                LOG.warn(
                        "The connector wants to read {} from offset {} but does not read it; ignored.",
                        partition,
                        offset);
            }
        });
    }

    /** Goes back to where the last commit was. */
    void readAgain() {
        var assignment = run.log().assignment();
        run.offsets().rewind(assignment).forEach((partition, offset) -> {
            run.log().seek(partition, offset);
            run.ledger().readAgain(partition);
        });
        delivery.drop(assignment);
    }
}
