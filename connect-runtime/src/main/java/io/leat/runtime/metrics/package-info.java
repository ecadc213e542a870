/**
 * What tasks count. A task adds to its counters once per batch, never per record; {@link
 * io.leat.runtime.metrics.TaskMetrics} turns them into the samples that the worker shows, under Kafka Connect's names in
 * Prometheus form: attribute {@code source-record-poll-total} of group {@code source-task-metrics} is {@code
 * leat_source_task_source_record_poll_total}. Rates, and averages over time of what comes and goes, are left to whoever reads the figures.
 */
@NullMarked
package io.leat.runtime.metrics;

import org.jspecify.annotations.NullMarked;
