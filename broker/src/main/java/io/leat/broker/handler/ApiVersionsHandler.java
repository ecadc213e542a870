package io.leat.broker.handler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.feature.Features;
import org.apache.kafka.common.feature.SupportedVersionRange;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells which APIs, versions and features there are; the one request that needs no authentication. */
public final class ApiVersionsHandler implements Handler<ApiVersionsRequest> {
    /** The first version in which a feature may have the level 0; older clients fail on it. */
    private static final short LEVEL_ZERO_FROM = 4;

    /** Switches clients to the second transaction protocol and to the consumer group protocol. */
    private static final Map<String, Short> FEATURES =
            Map.of("transaction.version", (short) 2, "group.version", (short) 1);

    private final List<Handler<?>> handlers;

    /** @param others all other handlers */
    public ApiVersionsHandler(Collection<? extends Handler<?>> others) {
        handlers = new ArrayList<>(others);
        handlers.add(this);
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.API_VERSIONS;
    }

    @Override
    public CompletableFuture<Answer> handle(ApiVersionsRequest request, RequestContext context) {
        if (request.hasUnsupportedRequestVersion()) {
            return Answer.now(request.getErrorResponse(0, Errors.UNSUPPORTED_VERSION.exception()));
        }
        if (!request.isValid()) {
            return Answer.now(request.getErrorResponse(0, Errors.INVALID_REQUEST.exception()));
        }
        return Answer.now(response(request.version()));
    }

    /** What a request of this version is answered. */
    public ApiVersionsResponse response(short version) {
        var versions = new ApiVersionCollection();
        handlers.stream()
                .sorted((one, other) -> Short.compare(one.key().id, other.key().id))
                .forEach(handler -> versions.add(version(handler)));
        var levels = FEATURES.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, feature -> new SupportedVersionRange((short) 0, feature.getValue())));
        return new ApiVersionsResponse.Builder()
                .setApiVersions(versions)
                .setSupportedFeatures(Features.supportedFeatures(levels))
                .setFinalizedFeatures(FEATURES)
                .setFinalizedFeaturesEpoch(0)
                .setAlterFeatureLevel0(version < LEVEL_ZERO_FROM)
                .build();
    }

    /** Old librdkafka takes compression for missing if Produce does not begin at 0, which no client uses any more. */
    private static ApiVersion version(Handler<?> handler) {
        return new ApiVersion()
                .setApiKey(handler.key().id)
                .setMinVersion(
                        handler.key() == ApiKeys.PRODUCE
                                ? ApiKeys.PRODUCE_API_VERSIONS_RESPONSE_MIN_VERSION
                                : handler.oldestVersion())
                .setMaxVersion(handler.latestVersion());
    }
}
