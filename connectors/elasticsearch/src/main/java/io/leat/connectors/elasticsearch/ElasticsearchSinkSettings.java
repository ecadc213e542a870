package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connectors.delivery.BufferSettings;
import io.leat.connectors.delivery.RetrySettings;

/** Everything that can be set of the Elasticsearch sink. */
record ElasticsearchSinkSettings(
        @Nested(prefix = "") ConnectionSettings connection,
        @Nested(prefix = "") DocumentSettings documents,
        @Nested(prefix = "") DataStreamSettings dataStream,
        @Nested(prefix = "") BulkSettings bulk,
        @Nested(prefix = "") BufferSettings buffer,
        @Nested(prefix = "") RetrySettings retry) {

    ElasticsearchSinkSettings {
        new Problems()
                .check(
                        bulk.batchSize() <= buffer.maxBufferedRecords(),
                        "batch.size",
                        "must not exceed max.buffered.records, it would never be reached")
                .check(
                        bulk.bulkSize().compareTo(buffer.maxBufferedBytes()) <= 0,
                        "bulk.size.bytes",
                        "must not exceed max.buffered.bytes, it would never be reached")
                .check(
                        !dataStream.used() || documents.writeMethod() != DocumentSettings.WriteMethod.UPSERT,
                        "write.method",
                        "cannot be upsert with a data stream, which can only be appended to")
                .check(
                        !dataStream.used() || documents.behaviorOnNullValues() != DocumentSettings.OnNull.DELETE,
                        "behavior.on.null.values",
                        "cannot be delete with a data stream, which can only be appended to")
                .throwIfAny();
    }
}
