/**
 * What tasks count, under the names of Kafka Connect's metrics. A task adds to its counters once per batch, never per
 * record. {@link io.leat.runtime.metrics.Figures} are what can be read of them: the worker shows them to Prometheus
 * (attribute {@code source-record-poll-total} of group {@code source-task-metrics} is {@code
 * leat_source_task_source_record_poll_total}), and the {@link io.leat.runtime.metrics.Registry} to JMX and Kafka's
 * metrics reporters.
 */
@NullMarked
package io.leat.runtime.metrics;

import org.jspecify.annotations.NullMarked;
