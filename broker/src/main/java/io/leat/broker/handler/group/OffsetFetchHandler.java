package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells the offsets of groups, several at a time from version 8 on. */
final class OffsetFetchHandler implements Handler<OffsetFetchRequest> {
    private final GroupPorts ports;

    OffsetFetchHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.OFFSET_FETCH;
    }

    @Override
    public CompletableFuture<Answer> handle(OffsetFetchRequest request, RequestContext context) {
        var answers = request.groups().stream()
                .map(group -> fetch(group, request.requireStable(), context))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    var groups = answers.stream().map(CompletableFuture::join).toList();
                    return Answer.reply(new OffsetFetchResponse.Builder(groups).build(context.apiVersion()));
                });
    }

    private CompletableFuture<OffsetFetchResponseGroup> fetch(
            OffsetFetchRequestGroup group, boolean stable, RequestContext context) {
        if (!ports.allows(context, AclOperation.DESCRIBE, group.groupId())) {
            return CompletableFuture.completedFuture(
                    OffsetFetchResponse.groupError(group, Errors.GROUP_AUTHORIZATION_FAILED, context.apiVersion()));
        }
        var topics = new FetchedTopics(ports, context);
        if (OffsetFetchRequest.requestAllOffsets(group)) {
            return ports.groups().fetchOffsets(context, group, stable).thenApply(topics::visible);
        }
        var wanted = topics.accept(group);
        if (wanted.topics().isEmpty()) {
            return CompletableFuture.completedFuture(topics.merge(
                    new OffsetFetchResponseGroup().setGroupId(group.groupId()).setTopics(List.of())));
        }
        return ports.groups().fetchOffsets(context, wanted, stable).thenApply(topics::merge);
    }
}
