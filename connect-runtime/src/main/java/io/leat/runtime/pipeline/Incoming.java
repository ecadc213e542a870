package io.leat.runtime.pipeline;

import io.leat.runtime.log.LogRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.jspecify.annotations.Nullable;

/** A record of the log on its way to a sink: the converters fill it in, one after the other. */
final class Incoming {

    final LogRecord record;
    SchemaAndValue key = SchemaAndValue.NULL;
    SchemaAndValue value = SchemaAndValue.NULL;

    @Nullable
    ConnectHeaders headers;

    Incoming(LogRecord record) {
        this.record = record;
    }
}
