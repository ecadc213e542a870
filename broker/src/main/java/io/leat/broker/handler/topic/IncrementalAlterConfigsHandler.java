package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** IncrementalAlterConfigs: sets, deletes, extends and shortens single settings. */
final class IncrementalAlterConfigsHandler implements Handler<IncrementalAlterConfigsRequest> {
    private final ConfigTargets targets;

    IncrementalAlterConfigsHandler(ConfigTargets targets) {
        this.targets = targets;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.INCREMENTAL_ALTER_CONFIGS;
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(IncrementalAlterConfigsRequest request, RequestContext caller) {
        var changes = new ConfigChanges(targets, caller, request.data().validateOnly());
        var answer = new IncrementalAlterConfigsResponseData();
        var asked = request.data().resources();
        for (var resource : asked) {
            var times = asked.findAll(resource.resourceType(), resource.resourceName())
                    .size();
            var error = changes.change(
                    resource.resourceType(),
                    resource.resourceName(),
                    times,
                    target -> new ConfigChange(target).after(resource.configs()));
            answer.responses()
                    .add(new AlterConfigsResourceResponse()
                            .setResourceType(resource.resourceType())
                            .setResourceName(resource.resourceName())
                            .setErrorCode(error.error().code())
                            .setErrorMessage(error.message()));
        }
        return Answer.now(new IncrementalAlterConfigsResponse(answer));
    }
}
