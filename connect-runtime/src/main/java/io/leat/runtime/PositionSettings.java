package io.leat.runtime;

import io.leat.runtime.config.ConfigProviders;
import io.leat.runtime.state.OffsetStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What connectors say of where their positions are: settings that may be references, as any may be. */
record PositionSettings(ConfigProviders providers) {

    private static final List<String> KEYS = List.of(OffsetStore.OWN_TOPIC, SinkOffsets.GROUP);

    /**
     * These settings of a connector alone, as its tasks see them.
     *
     * @throws RequestException.Invalid if a reference in them cannot be resolved
     */
    Map<String, String> of(Map<String, String> connector) {
        var given = new HashMap<>(connector);
        given.keySet().retainAll(KEYS);
        return providers.resolve(given).values();
    }
}
