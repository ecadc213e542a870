package io.leat.broker.handler.topic;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.RequestContext;

/** Changes the settings of what a request names, one resource after the other: each succeeds or fails for itself. */
final class ConfigChanges {
    private final ConfigTargets targets;
    private final RequestContext caller;
    private final boolean checkOnly;

    ConfigChanges(ConfigTargets targets, RequestContext caller, boolean checkOnly) {
        this.targets = targets;
        this.caller = caller;
        this.checkOnly = checkOnly;
    }

    /**
     * Changes one.
     *
     * @param times how often the request names it
     * @param overrides what is to be set for it then
     */
    ApiError change(byte type, String name, int times, Function<ConfigTarget, Map<String, String>> overrides) {
        try {
            if (times > 1) {
                throw new InvalidRequestException("Each resource must appear at most once.");
            }
            var resource = ConfigResource.Type.forId(type);
            var target = targets.find(resource, name, AclOperation.ALTER_CONFIGS, caller);
            target.change(overrides.apply(target), checkOnly);
            return ApiError.NONE;
        } catch (ApiException e) {
            return ApiError.fromThrowable(e);
        }
    }
}
