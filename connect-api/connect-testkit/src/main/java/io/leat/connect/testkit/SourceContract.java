package io.leat.connect.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What must hold of every source. Extend it, make the other system hold events in {@link #produce} and say in {@link
 * #identity} which event a record stands for.
 */
public abstract class SourceContract extends ConnectorContract {

    /** The offsets that the runs of one test share. */
    protected final MemoryOffsets offsets = new MemoryOffsets();

    /** The topics that the runs of one test write to. */
    protected final MemoryLog log = new MemoryLog();

    @Override
    protected abstract Class<? extends SourceConnector> connectorClass();

    /**
     * Makes the other system hold further events, in order, for the source to read.
     *
     * @return the events' identities
     */
    protected abstract List<String> produce(int count) throws Exception;

    /** The event that a record stands for. */
    protected abstract String identity(SourceRecord record);

    /** Longest time that a poll may take when there is nothing. */
    protected Duration longestPoll() {
        return Duration.ofSeconds(1);
    }

    /** Longest time to wait for what must happen. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** False for a source that can never run out of events, such as a generator. */
    protected boolean canBeIdle() {
        return true;
    }

    /** False if what was read but not committed cannot be read again, because the other system does not keep it. */
    protected boolean canReadAgain() {
        return true;
    }

    /** False if {@code alterOffsets} is not implemented. */
    protected boolean offsetsCanBeAltered() {
        return true;
    }

    @Test
    void readsEveryEventInOrder() throws Exception {
        var expected = produce(100);
        try (var run = start()) {
            assertThat(readUntil(run, expected)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void resumesAfterTheLastCommittedOffset() throws Exception {
        assumeTrue(canReadAgain());
        var before = produce(20);
        try (var run = start()) {
            readUntil(run, before);
        }
        var after = produce(20);

        try (var run = start()) {
            assertThat(readUntil(run, after)).containsExactlyElementsOf(after);
        }
    }

    @Test
    void readsAgainWhatWasNotCommitted() throws Exception {
        assumeTrue(canReadAgain());
        var expected = produce(20);
        var killed = start();
        await().atMost(patience()).until(() -> !killed.tasks().get(0).poll().isEmpty());
        killed.kill();

        try (var run = start()) {
            assertThat(readUntil(run, expected)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void losesNothingWhenItIsKilledAtEachPoll() throws Exception {
        assumeTrue(canReadAgain());
        var expected = produce(60);
        var seen = new ArrayList<String>();
        for (var life = 0; !seen.containsAll(expected); life++) {
            assertThat(life).as("lives until everything is read").isLessThan(400);
            var run = start();
            seen.addAll(identities(liveUntilKilled(run, life % 3)));
            run.kill();
        }

        assertThat(seen).containsAll(expected);
    }

    @Test
    void doublesNothingWhenRecordsAndOffsetsAreWrittenTogether() throws Exception {
        assumeTrue(canReadAgain());
        var expected = produce(60);
        var seen = new ArrayList<String>();
        for (var life = 0; seen.size() < expected.size(); life++) {
            assertThat(life).as("lives until everything is read").isLessThan(400);
            var run = start();
            seen.addAll(identities(pollSome(run)));
            run.tasks().get(0).poll();
            run.kill();
        }

        assertThat(seen.subList(0, expected.size())).containsExactlyElementsOf(expected);
    }

    @Test
    void storesOffsetsThatEveryWorkerCanHold() throws Exception {
        produce(5);
        try (var run = start()) {
            assertThat(pollSome(run)).isNotEmpty().allSatisfy(record -> {
                assertThat(record.sourcePartition()).isNotEmpty();
                assertThat(record.sourceOffset()).isNotEmpty();
                assertThat(record.sourcePartition().values()).allMatch(SourceContract::isPrimitive);
                assertThat(record.sourceOffset().values()).allMatch(SourceContract::isPrimitive);
            });
        }
    }

    @Test
    void pollReturnsSoonWhenThereIsNothing() throws Exception {
        assumeTrue(canBeIdle());
        try (var run = start()) {
            run.step();
            var begin = System.nanoTime();
            run.tasks().get(0).poll();

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(longestPoll().plusMillis(500));
        }
    }

    @Test
    void stopEndsAPollThatWaits() throws Exception {
        assumeTrue(canBeIdle());
        var run = start();
        var task = run.tasks().get(0);
        var polling = new CompletableFuture<Void>();
        var poller = new Thread(() -> {
            try {
                task.poll();
                polling.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                polling.complete(null);
            }
        });
        poller.start();

        run.kill();

        polling.get(longestPoll().plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        poller.join();
    }

    @Test
    void canBeStoppedTwice() {
        var run = start();
        run.kill();
        run.kill();
    }

    @Test
    void acceptsItsOwnOffsetsAndTheirReset() throws Exception {
        assumeTrue(offsetsCanBeAltered());
        produce(5);
        try (var run = start()) {
            pollSome(run);
        }
        var connector = (SourceConnector) connector();

        assertThat(offsets.all()).isNotEmpty();
        offsets.all().forEach((partition, offset) -> {
            assertThat(connector.alterOffsets(config(), mutable(partition, offset)))
                    .isTrue();
            assertThat(connector.alterOffsets(config(), mutable(partition, null)))
                    .isTrue();
        });
    }

    @Test
    void refusesOffsetsThatAreNotItsOwn() throws Exception {
        assumeTrue(offsetsCanBeAltered());
        produce(5);
        try (var run = start()) {
            pollSome(run);
        }
        var connector = (SourceConnector) connector();
        var partition = offsets.all().keySet().iterator().next();

        assertThatThrownBy(() -> connector.alterOffsets(config(), mutable(partition, Map.of("no such field", "x"))))
                .isInstanceOf(ConnectException.class);
    }

    /** Starts the connector with the offsets and topics of this test. */
    protected final SourceRun start() {
        return SourceRun.start(connectorClass(), config(), offsets, log);
    }

    /** Steps until every expected event was read; the identities of all records, in the order of the log. */
    protected final List<String> readUntil(SourceRun run, List<String> expected) {
        var seen = new ArrayList<String>();
        await().atMost(patience()).pollInterval(Duration.ofMillis(5)).until(() -> {
            seen.addAll(identities(run.step()));
            return seen.containsAll(expected);
        });
        return canBeIdle() ? seen : seen.subList(0, expected.size());
    }

    /** Steps until something was read. */
    protected final List<SourceRecord> pollSome(SourceRun run) {
        var records = new ArrayList<SourceRecord>();
        await().atMost(patience()).pollInterval(Duration.ofMillis(5)).until(() -> {
            records.addAll(run.step());
            return !records.isEmpty();
        });
        return records;
    }

    /** One life: killed before writing, between writing and storing the offset, or after both. @return what was written */
    private List<SourceRecord> liveUntilKilled(SourceRun run, int end) throws InterruptedException {
        var task = run.tasks().get(0);
        var records = new ArrayList<SourceRecord>();
        await().atMost(patience()).pollInterval(Duration.ofMillis(5)).until(() -> records.addAll(task.poll()));
        if (end == 0) {
            return List.of();
        }
        task.write(records);
        if (end == 2) {
            task.commit();
        }
        return records;
    }

    private List<String> identities(List<SourceRecord> records) {
        return records.stream().map(this::identity).toList();
    }

    private static boolean isPrimitive(Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static Map<Map<String, ?>, Map<String, ?>> mutable(
            Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        var map = new HashMap<Map<String, ?>, Map<String, ?>>();
        map.put(partition, offset);
        return map;
    }
}
