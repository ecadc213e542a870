package io.leat.broker.handler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;

/** The handlers by API key; what is not here is not advertised. */
public final class Handlers {
    private final Map<ApiKeys, Handler<?>> byKey = new EnumMap<>(ApiKeys.class);

    /** @throws IllegalArgumentException if two handlers share a key, or one claims a version that Kafka does not have */
    public Handlers(Collection<? extends Handler<?>> handlers) {
        for (var handler : handlers) {
            check(handler);
            if (byKey.put(handler.key(), handler) != null) {
                throw new IllegalArgumentException("two handlers for " + handler.key());
            }
        }
    }

    private static void check(Handler<?> handler) {
        if (handler.oldestVersion() < handler.key().oldestVersion()
                || handler.latestVersion() > handler.key().latestVersion(true)
                || handler.oldestVersion() > handler.latestVersion()) {
            throw new IllegalArgumentException("versions of " + handler.key() + " that do not exist");
        }
    }

    /** In the order of the keys' numbers. */
    public List<Handler<?>> all() {
        return new ArrayList<>(byKey.values());
    }

    public boolean supports(ApiKeys key, short version) {
        return find(key)
                .filter(handler -> version >= handler.oldestVersion() && version <= handler.latestVersion())
                .isPresent();
    }

    /** The requests of a key have one class, which its handler takes. */
    @SuppressWarnings("unchecked")
    Optional<Handler<AbstractRequest>> find(ApiKeys key) {
        return Optional.ofNullable((Handler<AbstractRequest>) byKey.get(key));
    }
}
