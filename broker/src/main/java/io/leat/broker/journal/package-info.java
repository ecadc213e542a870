/**
 * One write-ahead journal for all that was acknowledged but is not forced in its own file yet, so that a cycle of appends
 * to many partitions costs one force of one prewritten file.
 *
 * <p>A {@link io.leat.broker.journal.Source} that has something to make durable submits itself to the {@link
 * io.leat.broker.journal.AppendJournal}. The journal's thread takes all that wait, has each put its bytes into a {@link
 * io.leat.broker.journal.Group}, writes the group, forces the file, and tells the sources. What does not fit is passed
 * back: its source forces its own file, as if there were no journal. Files are recycled; each entry comes with a {@link
 * io.leat.broker.journal.Hold} that keeps its file until the entry is durable elsewhere. After a crash {@link
 * io.leat.broker.journal.RecoveredJournal} gives the entries back.
 *
 * <p>Sees {@code disk} only, and knows nothing of what the bytes mean.
 */
@NullMarked
package io.leat.broker.journal;

import org.jspecify.annotations.NullMarked;
