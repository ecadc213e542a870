package io.leat.connect.api;

import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a sink's task has at its start.
 *
 * @param context the worker's side; all but the errant-record reporter is for the task's thread only
 */
public record SinkStart(Share share, SinkTaskContext context) {}
