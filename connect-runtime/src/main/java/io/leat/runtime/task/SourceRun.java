package io.leat.runtime.task;

import io.leat.runtime.ledger.SourceLedger;
import io.leat.runtime.metrics.SourceMetrics;
import io.leat.runtime.pipeline.SourcePipeline;

/** What belongs to one run of a source task and is at hand in all parts of its loop. */
record SourceRun(
        SourcePipeline pipeline,
        SourceTopics topics,
        SourceClient client,
        Outbox<PolledBatch> outbox,
        Boundary boundary,
        SourceLedger ledger,
        TaskScope<SourceMetrics> scope) {}
