/**
 * Tries connector configurations and looks into running ones. A {@code Trial} starts a connector with one task on a thread
 * of its own; {@link io.leat.runtime.inspect.PreviewRequests} polls it ({@code SourceTrial}) or feeds it from topics
 * ({@code SinkTrial}), through a pipeline whose steps a {@code Trace} writes down. {@code PlainData} turns Connect's data
 * into maps and lists for display, and {@code Redaction} takes secrets out of them. A task shows its records to its
 * {@code TaskTap}, from which the {@code OpenTap} of whoever looks takes a sample. Nothing here writes to the log.
 */
@NullMarked
package io.leat.runtime.inspect;

import org.jspecify.annotations.NullMarked;
