package io.leat.connectors.delivery;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Setting;

/** How much a sink's task holds in memory at most. Nest it without a prefix. */
public record BufferSettings(
        @Setting(
                doc = "Records held in memory per task; at this many the task stops reading until half are delivered.",
                defaultValue = "20000",
                min = 1,
                group = "Batching")
        int maxBufferedRecords,

        @Setting(
                doc = "Bytes held in memory per task; at this many the task stops reading until half are delivered.",
                defaultValue = "64 MiB",
                min = 1,
                group = "Batching")
        ByteSize maxBufferedBytes) {}
