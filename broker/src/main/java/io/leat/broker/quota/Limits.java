package io.leat.broker.quota;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/**
 * Finds the quota that holds for a caller, the most specific first, in the order that Kafka's documentation gives: user
 * and client id, user, default user and client id, default user, client id, default client id; within each the named
 * before the default.
 */
final class Limits {
    private static final String USER = ClientQuotaEntity.USER;
    private static final String CLIENT = ClientQuotaEntity.CLIENT_ID;

    private final Map<ClientQuotaEntity, Map<String, Double>> quotas;

    /** @param shared who counts together: the user, the client id or both, as the quota's entity has them */
    record Limit(double bytesPerSecond, ClientQuotaEntity shared) {}

    Limits(Map<ClientQuotaEntity, Map<String, Double>> quotas) {
        this.quotas = quotas;
    }

    Optional<Limit> of(String user, String clientId, QuotaKey key) {
        if (quotas.isEmpty()) {
            return Optional.empty();
        }
        for (var candidate : candidates(user, clientId)) {
            var found = quotas.getOrDefault(candidate, Map.of()).get(key.text());
            if (found != null) {
                return Optional.of(new Limit(found, shared(candidate, user, clientId)));
            }
        }
        return Optional.empty();
    }

    private static List<ClientQuotaEntity> candidates(String user, String clientId) {
        return List.of(
                both(user, clientId),
                both(user, null),
                one(USER, user),
                both(null, clientId),
                both(null, null),
                one(USER, null),
                one(CLIENT, clientId),
                one(CLIENT, null));
    }

    private static ClientQuotaEntity both(@Nullable String user, @Nullable String clientId) {
        var parts = new HashMap<String, @Nullable String>();
        parts.put(USER, user);
        parts.put(CLIENT, clientId);
        return new ClientQuotaEntity(parts);
    }

    private static ClientQuotaEntity one(String type, @Nullable String name) {
        var parts = new HashMap<String, @Nullable String>();
        parts.put(type, name);
        return new ClientQuotaEntity(parts);
    }

    /** A default is everybody's own. */
    private static ClientQuotaEntity shared(ClientQuotaEntity quota, String user, String clientId) {
        var types = quota.entries().keySet();
        if (types.size() == 2) {
            return both(user, clientId);
        }
        return types.contains(USER) ? one(USER, user) : one(CLIENT, clientId);
    }
}
