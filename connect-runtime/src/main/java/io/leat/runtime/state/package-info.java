/**
 * What the worker remembers: configs, offsets and statuses, in compacted topics and in Kafka Connect 4.3's formats, so that
 * a Kafka Connect cluster's topics can be taken over and given back.
 *
 * <p>One store per topic ({@link io.leat.runtime.state.ConfigStore}, {@link io.leat.runtime.state.OffsetStore}, {@link
 * io.leat.runtime.state.StatusStore}) over {@code CompactedTopic}, which reads, follows and writes; one pure codec per
 * format; {@link io.leat.runtime.state.ConfigSnapshot} is the state machine of the config topic. {@link
 * io.leat.runtime.state.DecisionStore} holds what was decided about dead letters, in a format of ours, and {@link
 * io.leat.runtime.state.LetterTopic} reads the letters. Knows the log; knows nothing of plugins or tasks.
 */
@NullMarked
package io.leat.runtime.state;

import org.jspecify.annotations.NullMarked;
