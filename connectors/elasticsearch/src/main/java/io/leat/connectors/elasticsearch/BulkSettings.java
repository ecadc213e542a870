package io.leat.connectors.elasticsearch;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Setting;
import java.time.Duration;

/** How documents are put together to requests. */
record BulkSettings(
        @Setting(doc = "Documents per bulk request at most.", defaultValue = "2000", min = 1, group = "Batching")
        int batchSize,

        @Setting(
                name = "bulk.size.bytes",
                doc = "Bytes per bulk request at which it is sent; a larger document goes alone.",
                defaultValue = "5 MiB",
                min = 1,
                max = 100 << 20,
                group = "Batching")
        ByteSize bulkSize,

        @Setting(
                doc = "How long an incomplete request waits for more documents while none is under way.",
                defaultValue = "50 ms",
                min = 0,
                max = 3_600_000,
                group = "Batching")
        Duration linger,

        @Setting(
                doc =
                        "Requests under way at a time per task. Where documents of a key must stay in order (key.ignore is"
                                + " false), a partition has one of them at a time.",
                defaultValue = "5",
                min = 1,
                max = 100,
                group = "Batching")
        int maxInFlightRequests) {}
