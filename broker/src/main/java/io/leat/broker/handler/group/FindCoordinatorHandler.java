package io.leat.broker.handler.group;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Names the coordinator of groups and transactional ids, which is this server. It answers once the coordinator is loaded:
 * some clients give up when they find one that is not.
 */
final class FindCoordinatorHandler implements Handler<FindCoordinatorRequest> {
    private final GroupPorts ports;

    FindCoordinatorHandler(GroupPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.FIND_COORDINATOR;
    }

    @Override
    public CompletableFuture<Answer> handle(FindCoordinatorRequest request, RequestContext context) {
        if (context.apiVersion() < FindCoordinatorRequest.MIN_BATCHED_VERSION) {
            return find(request.data().keyType(), request.data().key(), context)
                    .thenApply(found -> Answer.reply(single(found)));
        }
        var found = request.data().coordinatorKeys().stream()
                .map(key -> find(request.data().keyType(), key, context))
                .toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<Coordinator> coordinators =
                    found.stream().map(CompletableFuture::join).toList();
            return Answer.reply(
                    new FindCoordinatorResponse(new FindCoordinatorResponseData().setCoordinators(coordinators)));
        });
    }

    private CompletableFuture<Coordinator> find(byte type, String key, RequestContext context) {
        if (type == CoordinatorType.GROUP.id()) {
            return ports.allows(context, AclOperation.DESCRIBE, key)
                    ? whenReady(ports.groups().ready(key), key, context)
                    : refused(Errors.GROUP_AUTHORIZATION_FAILED, key);
        }
        if (type == CoordinatorType.TRANSACTION.id()) {
            return ports.access().allows(context, AclOperation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, key)
                    ? whenReady(ports.transactions().ready(key), key, context)
                    : refused(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, key);
        }
        return refused(Errors.INVALID_REQUEST, key);
    }

    private static CompletableFuture<Coordinator> refused(Errors error, String key) {
        return CompletableFuture.completedFuture(
                FindCoordinatorResponse.prepareCoordinatorResponse(error, key, Node.noNode()));
    }

    private CompletableFuture<Coordinator> whenReady(
            CompletableFuture<Void> ready, String key, RequestContext context) {
        return ready.handle((done, failure) -> failure == null
                ? FindCoordinatorResponse.prepareCoordinatorResponse(
                        Errors.NONE, key, ports.node().endpoint(context.listenerName))
                : FindCoordinatorResponse.prepareCoordinatorResponse(
                        Errors.COORDINATOR_NOT_AVAILABLE, key, Node.noNode()));
    }

    private static FindCoordinatorResponse single(Coordinator found) {
        return new FindCoordinatorResponse(new FindCoordinatorResponseData()
                .setErrorCode(found.errorCode())
                .setErrorMessage(found.errorMessage())
                .setNodeId(found.nodeId())
                .setHost(found.host())
                .setPort(found.port()));
    }
}
