package io.leat.broker.group;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/**
 * What the coordinator takes for Kafka's authorizer. It asks for the topics that a pattern finds, whose names no handler has
 * seen, and for nothing else.
 */
final class PatternAccess implements Authorizer {
    private final VisibleTopics topics;

    PatternAccess(VisibleTopics topics) {
        this.topics = topics;
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext caller, List<Action> actions) {
        return actions.stream()
                .map(action -> topics.shows(caller, action.resourcePattern().name())
                        ? AuthorizationResult.ALLOWED
                        : AuthorizationResult.DENIED)
                .toList();
    }

    @Override
    public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo serverInfo) {
        return Map.of();
    }

    @Override
    public List<? extends CompletionStage<AclCreateResult>> createAcls(
            AuthorizableRequestContext caller, List<AclBinding> bindings) {
        throw new UnsupportedOperationException("ACLs are not kept here.");
    }

    @Override
    public List<? extends CompletionStage<AclDeleteResult>> deleteAcls(
            AuthorizableRequestContext caller, List<AclBindingFilter> filters) {
        throw new UnsupportedOperationException("ACLs are not kept here.");
    }

    @Override
    public Iterable<AclBinding> acls(AclBindingFilter filter) {
        return List.of();
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
