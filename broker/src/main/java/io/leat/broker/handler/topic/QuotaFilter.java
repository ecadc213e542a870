package io.leat.broker.handler.topic;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;

/** Which quotas are asked for. */
final class QuotaFilter {
    private static final Set<String> TYPES =
            Set.of(ClientQuotaEntity.USER, ClientQuotaEntity.CLIENT_ID, ClientQuotaEntity.IP);

    private final ClientQuotaFilter filter;

    /** @throws org.apache.kafka.common.errors.ApiException if no entity could ever be meant */
    QuotaFilter(ClientQuotaFilter filter) {
        this.filter = filter;
        var types = new HashSet<String>();
        for (var component : filter.components()) {
            if (!TYPES.contains(component.entityType())) {
                throw new UnsupportedVersionException(
                        "Custom entity type '" + component.entityType() + "' not supported");
            }
            if (!types.add(component.entityType())) {
                throw new InvalidRequestException("Duplicate filter component entity type: " + component.entityType());
            }
        }
        if (types.contains(ClientQuotaEntity.IP) && types.size() > 1) {
            throw new InvalidRequestException(
                    "Invalid entity filter component combination, IP filter component should not be used with"
                            + " user or clientId filter component.");
        }
    }

    boolean matches(ClientQuotaEntity entity) {
        var parts = entity.entries();
        var exact = !filter.strict() || parts.size() == filter.components().size();
        return exact && filter.components().stream().allMatch(component -> matches(component, parts));
    }

    /** A component without a match, null in Kafka's type, takes every name and the default. */
    private static boolean matches(ClientQuotaFilterComponent component, Map<String, String> parts) {
        if (!parts.containsKey(component.entityType())) {
            return false;
        }
        var match = component.match();
        return match == null || Objects.equals(match.orElse(null), parts.get(component.entityType()));
    }
}
