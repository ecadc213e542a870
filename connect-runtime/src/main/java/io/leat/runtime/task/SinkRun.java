package io.leat.runtime.task;

import io.leat.runtime.client.ConsumerExtensions;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.log.LogReader;
import io.leat.runtime.metrics.SinkMetrics;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * What belongs to one run of a sink task and is at hand in all parts of its loop. Each is the task thread's but where it
 * says otherwise.
 *
 * @param task the connector's
 */
record SinkRun(
        SinkTask task,
        LogReader log,
        SinkContext context,
        SinkOffsets offsets,
        ConsumerExtensions extensions,
        SinkReplays replays,
        SinkLedger ledger,
        TaskScope<SinkMetrics> scope) {}
