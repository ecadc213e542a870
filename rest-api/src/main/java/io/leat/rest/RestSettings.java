package io.leat.rest;

import io.leat.rest.http.HeaderRule;
import io.leat.rest.security.AuthenticationSettings;
import io.leat.rest.security.HostRule;
import io.leat.rest.security.OriginRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the REST server can be told. Keys are Kafka Connect's where it has one; the others begin with
 * {@code rest.}.
 *
 * @param tls for https among {@code listeners}, {@code adminTls} for https among {@code admin.listeners}
 */
public record RestSettings(
        List<Listener> listeners,
        AdminListeners admin,
        TlsSettings tls,
        TlsSettings adminTls,
        AuthenticationSettings authentication,
        HostRule hosts,
        OriginRule origins,
        List<HeaderRule> headers,
        Limits limits) {

    public RestSettings {
        listeners = List.copyOf(listeners);
        headers = List.copyOf(headers);
    }

    /**
     * Reads the keys of {@link #knownKeys()} and ignores others.
     *
     * @throws InvalidSettings with every problem found
     */
    public static RestSettings parse(Map<String, String> config) {
        return new SettingsReader(config).read();
    }

    /** The keys that {@link #parse} understands. */
    public static Set<String> knownKeys() {
        return SettingKeys.all();
    }
}
