/**
 * The only loops: one for source tasks, one for sink tasks. {@link io.leat.runtime.task.TaskThreads} starts each task on
 * a thread of its own ({@code TaskThread}), where its parts are made ({@code SourceLoops}, {@code SinkLoops}) and run
 * until a stop is asked for through {@code TaskControl}.
 *
 * <p>Source: {@code SourceLoop} polls; {@code SourceSender} takes the records through the pipeline into a {@code
 * PolledBatch}; the {@code Outbox} appends batches, a few appends at a time, each with the positions it reached ({@code
 * SourceSeal}); the {@code Boundary} says where transactions end, and one that grows large goes into the log in parts; the
 * {@code Acknowledger}, on a second thread, tells the connector what has become durable. A transaction is atomic under the
 * transactional id {@code <group.id>-<connector>-<task>}, so that records and positions are in the log together or not at
 * all, and a task that was given up cannot write once its successor has started.
 *
 * <p>Inside the outbox: {@code OpenAppend} gathers parcels, {@code UnderWay} bounds the appends that have started, {@code
 * Taker} hands out what is durable and {@code Repetition} appends again what failed, all under one lock ({@code Monitor}).
 *
 * <p>Sink: {@code SinkLoop} reads, from where {@code SinkAssignment} says and while no {@code SinkHolds} keep it from it;
 * {@code SinkReader} takes the records through the pipeline; {@code SinkDelivery} puts them to the connector as a {@code
 * SinkBatch}, again if it asks for that; {@code SinkCommits} asks what it vouches for and commits that, as far as {@code SinkOffsets} lets it:
 * nothing that was not delivered, nothing past a dead letter that is not durable yet ({@code DeadLetters}, an {@code
 * Outbox} too).
 *
 * <p>Dead letters: {@code LetterForm} says how they are written. {@code SourceReplays} and {@code SinkReplays} take them
 * through the task again where that was asked for, between two polls or reads.
 *
 * <p>The package touches the log only through {@code runtime.log}, positions through {@code runtime.state}, plugins
 * through {@code runtime.plugin}. It decides nothing about which tasks run: that is for whoever calls {@link
 * io.leat.runtime.task.Tasks}.
 */
@NullMarked
package io.leat.runtime.task;

import org.jspecify.annotations.NullMarked;
