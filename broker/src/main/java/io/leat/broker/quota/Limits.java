package io.leat.broker.quota;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the quota that holds for a caller, the most specific first, in the order that Kafka's documentation gives: user
 * and client id, user, default user and client id, default user, client id, default client id; within each the named
 * before the default. For an address, its own goes before the default.
 */
final class Limits {
    private static final Logger LOGGER = LoggerFactory.getLogger(Limits.class);
    private static final String USER = ClientQuotaEntity.USER;
    private static final String CLIENT = ClientQuotaEntity.CLIENT_ID;
    private static final String IP = ClientQuotaEntity.IP;

    private final Map<QuotaKey, Map<ClientQuotaEntity, Double>> quotas = new EnumMap<>(QuotaKey.class);

    /**
     * @param perSecond in the key's unit
     * @param shared who counts together: the user, the client id or both, as the quota's entity has them, or the address
     */
    record Limit(double perSecond, ClientQuotaEntity shared) {}

    /** @param all numbers by the protocol's keys; host names are looked up */
    Limits(Map<ClientQuotaEntity, Map<String, Double>> all) {
        all.forEach((entity, values) -> {
            var ofAddress = entity.entries().containsKey(IP);
            values.forEach((text, value) -> QuotaKey.of(text, ofAddress)
                    .ifPresent(key -> quotas.computeIfAbsent(key, any -> new HashMap<>())
                            .put(ofAddress ? byNumber(entity) : entity, value)));
        });
    }

    private static ClientQuotaEntity byNumber(ClientQuotaEntity entity) {
        var name = entity.entries().get(IP);
        if (name == null) {
            return entity;
        }
        try {
            return one(IP, InetAddress.getByName(name).getHostAddress());
        } catch (UnknownHostException e) {
            LOGGER.warn("The quota of the host {} has no effect: its name is not known any more", name);
            return entity;
        }
    }

    Optional<Limit> of(String user, String clientId, QuotaKey key) {
        var set = quotas.get(key);
        if (set == null) {
            return Optional.empty();
        }
        for (var candidate : candidates(user, clientId)) {
            var found = set.get(candidate);
            if (found != null) {
                return Optional.of(new Limit(found, shared(candidate, user, clientId)));
            }
        }
        return Optional.empty();
    }

    Optional<Limit> of(InetAddress address, QuotaKey key) {
        var set = quotas.get(key);
        if (set == null) {
            return Optional.empty();
        }
        var own = one(IP, address.getHostAddress());
        return Optional.ofNullable(set.getOrDefault(own, set.get(one(IP, null))))
                .map(found -> new Limit(found, own));
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
