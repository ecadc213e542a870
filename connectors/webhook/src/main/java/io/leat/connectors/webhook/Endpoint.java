package io.leat.connectors.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A path that takes deliveries.
 *
 * @param idHeader empty if deliveries have no id
 * @param eventHeader empty if events have no name
 */
record Endpoint(
        String path,
        TopicTemplate topic,
        Provider provider,
        Verification verification,
        String idHeader,
        String eventHeader,
        EndpointSettings.Decoding decoding,
        List<String> headersForward) {

    /** The source partition that the endpoint's offsets are stored by. */
    Map<String, String> sourcePartition() {
        return Map.of("path", path);
    }

    String providerName() {
        return provider.name().toLowerCase(Locale.ROOT);
    }
}
