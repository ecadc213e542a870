package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AlterConfigsRequest;
import org.apache.kafka.common.requests.AlterConfigsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** AlterConfigs, which old clients send: what it does not name goes back to the default. */
final class AlterConfigsHandler implements Handler<AlterConfigsRequest> {
    private final ConfigTargets targets;

    AlterConfigsHandler(ConfigTargets targets) {
        this.targets = targets;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ALTER_CONFIGS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(AlterConfigsRequest request, RequestContext caller) {
        var changes = new ConfigChanges(targets, caller, request.validateOnly());
        var answer = new AlterConfigsResponseData();
        var asked = request.data().resources();
        for (var resource : asked) {
            var times = asked.findAll(resource.resourceType(), resource.resourceName())
                    .size();
            var error = changes.change(
                    resource.resourceType(), resource.resourceName(), times, target -> overrides(resource));
            answer.responses()
                    .add(new AlterConfigsResourceResponse()
                            .setResourceType(resource.resourceType())
                            .setResourceName(resource.resourceName())
                            .setErrorCode(error.error().code())
                            .setErrorMessage(error.message()));
        }
        return Answer.now(new AlterConfigsResponse(answer));
    }

    private static Map<String, String> overrides(AlterConfigsResource resource) {
        var overrides = new HashMap<String, String>();
        for (var config : resource.configs()) {
            if (config.value() == null) {
                throw new InvalidRequestException("Null value not supported for : " + config.name());
            }
            overrides.put(config.name(), config.value());
        }
        return overrides;
    }
}
