package io.leat.rest.view;

import io.leat.runtime.ConnectorOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connector's positions. */
public record OffsetsView(List<Entry> offsets) {

    public static OffsetsView of(List<ConnectorOffset> offsets) {
        return new OffsetsView(offsets.stream()
                .map(each -> new Entry(each.partition(), each.offset()))
                .toList());
    }

    /** One position: the connector's own maps, or Kafka's topic, partition and offset for a sink. */
    public record Entry(Map<String, ?> partition, @Nullable Map<String, ?> offset) {}
}
