package io.leat.broker.handler.security;

import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.Security;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.requests.RequestContext;

/** The handlers of this package. */
public final class SecurityHandlers {

    private SecurityHandlers() {}

    public static List<Handler<?>> of(Security security) {
        return of(security, security.access());
    }

    static List<Handler<?>> of(Security security, Access access) {
        return List.of(
                new SaslHandshakeHandler(),
                new SaslAuthenticateHandler(),
                new DescribeAclsHandler(security.acls(), access),
                new CreateAclsHandler(security.acls(), access),
                new DeleteAclsHandler(security.acls(), access),
                new DescribeScramHandler(security.scram(), access),
                new AlterScramHandler(security.scram(), access));
    }

    /** @throws ClusterAuthorizationException if the caller may not */
    static void require(Access access, RequestContext caller, AclOperation operation) {
        if (!access.allowsCluster(caller, operation)) {
            throw new ClusterAuthorizationException(
                    caller.header.apiKey().name + " needs " + operation + " permission on the cluster.");
        }
    }
}
