package io.leat.broker.quota;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Which quotas there can be. */
public final class QuotaRules {
    private static final Set<String> TYPES = Set.of(ClientQuotaEntity.USER, ClientQuotaEntity.CLIENT_ID);

    private QuotaRules() {}

    /** @throws InvalidRequestException naming what cannot be */
    public static void check(ClientQuotaEntity entity, Collection<ClientQuotaAlteration.Op> changes) {
        if (entity.entries().isEmpty()) {
            throw new InvalidRequestException("Invalid empty client quota entity");
        }
        for (var part : entity.entries().entrySet()) {
            if (!TYPES.contains(part.getKey())) {
                throw new InvalidRequestException("Unhandled client quota entity type: '" + part.getKey()
                        + "'; there are " + ClientQuotaEntity.USER + " and " + ClientQuotaEntity.CLIENT_ID);
            }
            if (part.getValue() != null && part.getValue().isEmpty()) {
                throw new InvalidRequestException("Empty name of the client quota entity type " + part.getKey());
            }
        }
        var keys = new HashSet<String>();
        for (var change : changes) {
            check(change);
            if (!keys.add(change.key())) {
                throw new InvalidRequestException("Quota key " + change.key() + " is there twice");
            }
        }
    }

    private static void check(ClientQuotaAlteration.Op change) {
        if (QuotaKey.of(change.key()).isEmpty()) {
            throw new InvalidRequestException("Invalid configuration key " + change.key() + "; there are "
                    + Arrays.stream(QuotaKey.values()).map(QuotaKey::text).collect(Collectors.joining(", ")));
        }
        var value = change.value();
        if (value != null && !(value >= 1 && value <= Long.MAX_VALUE)) {
            throw new InvalidRequestException(
                    "Configuration " + change.key() + " must be at least 1 byte a second, not " + value);
        }
    }
}
