package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsRequest;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeConfigs: settings with their values, never a secret's, and where they come from. */
final class DescribeConfigsHandler implements Handler<DescribeConfigsRequest> {
    private final ConfigTargets targets;

    DescribeConfigsHandler(ConfigTargets targets) {
        this.targets = targets;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CONFIGS;
    }

    /** A change of settings that is being stored is waited for. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeConfigsRequest request, RequestContext caller) {
        var asked = request.data();
        var results = asked.resources().stream()
                .map(resource -> describe(resource, asked, caller))
                .toList();
        return Answer.now(new DescribeConfigsResponse(new DescribeConfigsResponseData().setResults(results)));
    }

    private DescribeConfigsResult describe(
            DescribeConfigsResource resource, DescribeConfigsRequestData asked, RequestContext caller) {
        var result = new DescribeConfigsResult()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName());
        try {
            var type = ConfigResource.Type.forId(resource.resourceType());
            var target = targets.find(type, resource.resourceName(), AclOperation.DESCRIBE_CONFIGS, caller);
            return result.setErrorMessage(null).setConfigs(configs(target, resource.configurationKeys(), asked));
        } catch (ApiException e) {
            return result.setErrorCode(Errors.forException(e).code()).setErrorMessage(e.getMessage());
        }
    }

    private static List<DescribeConfigsResourceResult> configs(
            ConfigTarget target, List<String> keys, DescribeConfigsRequestData asked) {
        return target.keys().stream()
                .filter(key -> keys == null || keys.isEmpty() || keys.contains(key.name))
                .map(key -> config(target, key, asked))
                .toList();
    }

    private static DescribeConfigsResourceResult config(
            ConfigTarget target, ConfigKey key, DescribeConfigsRequestData asked) {
        var values = target.values(key.name);
        var inForce = values.get(0);
        var result = new DescribeConfigsResourceResult()
                .setName(key.name)
                .setValue(inForce.value())
                .setConfigSource(inForce.source().id())
                .setIsSensitive(key.type == ConfigDef.Type.PASSWORD)
                .setReadOnly(target.readOnly(key.name))
                .setConfigType(ConfigType.valueOf(key.type.name()).id())
                .setDocumentation(asked.includeDocumentation() ? key.documentation : null);
        if (asked.includeSynonyms()) {
            values.forEach(value -> result.synonyms()
                    .add(new DescribeConfigsSynonym()
                            .setName(value.name())
                            .setValue(value.value())
                            .setSource(value.source().id())));
        }
        return result;
    }
}
