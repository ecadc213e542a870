package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
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
        var answer = new IncrementalAlterConfigsResponseData();
        var asked = request.data().resources();
        for (var resource : asked) {
            var twice = asked.findAll(resource.resourceType(), resource.resourceName())
                            .size()
                    > 1;
            answer.responses().add(change(resource, twice, request.data().validateOnly(), caller));
        }
        return Answer.now(new IncrementalAlterConfigsResponse(answer));
    }

    private AlterConfigsResourceResponse change(
            AlterConfigsResource resource, boolean twice, boolean checkOnly, RequestContext caller) {
        var result = new AlterConfigsResourceResponse()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
        try {
            if (twice) {
                throw new InvalidRequestException("Each resource must appear at most once.");
            }
            var type = ConfigResource.Type.forId(resource.resourceType());
            var target = targets.find(type, resource.resourceName(), AclOperation.ALTER_CONFIGS, caller);
            target.change(new ConfigChange(target).after(resource.configs()), checkOnly);
            return result.setErrorMessage(null);
        } catch (ApiException e) {
            return result.setErrorCode(Errors.forException(e).code()).setErrorMessage(e.getMessage());
        }
    }
}
