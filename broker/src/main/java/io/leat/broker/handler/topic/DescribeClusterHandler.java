package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.ServerNode;
import io.leat.broker.security.Access;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.EndpointType;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.MismatchedEndpointTypeException;
import org.apache.kafka.common.errors.UnsupportedEndpointTypeException;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeClusterRequest;
import org.apache.kafka.common.requests.DescribeClusterResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;

/** DescribeCluster: the one node that there is. */
final class DescribeClusterHandler implements Handler<DescribeClusterRequest> {
    private static final int OPERATIONS_OMITTED = Integer.MIN_VALUE;

    private final Access access;
    private final ServerNode node;

    DescribeClusterHandler(Access access, ServerNode node) {
        this.access = access;
        this.node = node;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CLUSTER;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeClusterRequest request, RequestContext caller) {
        checkEndpointType(request);
        var endpoint = node.endpoint(caller.listenerName);
        var answer = new DescribeClusterResponseData()
                .setEndpointType(EndpointType.BROKER.id())
                .setClusterId(node.clusterId())
                .setControllerId(node.id())
                .setClusterAuthorizedOperations(operations(request.data(), caller));
        answer.brokers()
                .add(new DescribeClusterBroker()
                        .setBrokerId(node.id())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port()));
        return Answer.now(new DescribeClusterResponse(answer));
    }

    private static void checkEndpointType(DescribeClusterRequest request) {
        var type = EndpointType.fromId(request.data().endpointType());
        if (type == EndpointType.UNKNOWN) {
            var problem = "Unsupported endpoint type " + request.data().endpointType();
            throw request.version() == 0
                    ? new InvalidRequestException(problem)
                    : new UnsupportedEndpointTypeException(problem);
        }
        if (type != EndpointType.BROKER) {
            throw new MismatchedEndpointTypeException(
                    "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type " + type);
        }
    }

    private int operations(DescribeClusterRequestData request, RequestContext caller) {
        if (!request.includeClusterAuthorizedOperations()) {
            return OPERATIONS_OMITTED;
        }
        return access.allowsCluster(caller, AclOperation.DESCRIBE)
                ? access.operations(caller, ResourceType.CLUSTER, Access.CLUSTER)
                : 0;
    }
}
