package io.leat.broker.quota;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Which quotas there can be. */
public final class QuotaRules {
    private static final Set<String> TYPES =
            Set.of(ClientQuotaEntity.USER, ClientQuotaEntity.CLIENT_ID, ClientQuotaEntity.IP);

    private QuotaRules() {}

    /**
     * Looks up the name where an address is given by one.
     *
     * @throws InvalidRequestException naming what cannot be
     */
    public static void check(ClientQuotaEntity entity, Collection<ClientQuotaAlteration.Op> changes) {
        var parts = entity.entries();
        if (parts.isEmpty()) {
            throw new InvalidRequestException("Invalid empty client quota entity");
        }
        parts.entrySet().forEach(QuotaRules::check);
        var ofAddress = parts.containsKey(ClientQuotaEntity.IP);
        if (ofAddress) {
            checkAddress(parts);
        }
        var keys = new HashSet<String>();
        for (var change : changes) {
            check(change, ofAddress);
            if (!keys.add(change.key())) {
                throw new InvalidRequestException("Quota key " + change.key() + " is there twice");
            }
        }
    }

    private static void check(Map.Entry<String, String> part) {
        if (!TYPES.contains(part.getKey())) {
            throw new InvalidRequestException("Unhandled client quota entity type: '" + part.getKey() + "'; there are "
                    + ClientQuotaEntity.USER + ", " + ClientQuotaEntity.CLIENT_ID + " and " + ClientQuotaEntity.IP);
        }
        if (part.getValue() != null && part.getValue().isEmpty()) {
            throw new InvalidRequestException("Empty name of the client quota entity type " + part.getKey());
        }
    }

    private static void checkAddress(Map<String, String> parts) {
        if (parts.size() > 1) {
            throw new InvalidRequestException("Invalid quota entity combination: the type " + ClientQuotaEntity.IP
                    + " stands alone, without " + ClientQuotaEntity.USER + " or " + ClientQuotaEntity.CLIENT_ID);
        }
        var name = parts.get(ClientQuotaEntity.IP);
        if (name == null) {
            return;
        }
        try {
            InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new InvalidRequestException(name + " is not a valid IP or resolvable host.", e);
        }
    }

    private static void check(ClientQuotaAlteration.Op change, boolean ofAddress) {
        var key = QuotaKey.of(change.key(), ofAddress)
                .orElseThrow(() -> new InvalidRequestException(
                        "Invalid configuration key " + change.key() + "; there are " + QuotaKey.names(ofAddress)));
        var value = change.value();
        if (value == null) {
            return;
        }
        if (!(value > 0 && value <= Long.MAX_VALUE)) {
            throw new InvalidRequestException("Quota " + change.key() + " must be greater than 0, not " + value);
        }
        if (key.isWhole() && value != Math.rint(value)) {
            throw new InvalidRequestException("Quota " + change.key() + " must be a whole number, not " + value);
        }
    }
}
