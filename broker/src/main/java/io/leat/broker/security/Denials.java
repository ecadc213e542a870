package io.leat.broker.security;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** The line about a denied request. */
final class Denials {

    private Denials() {}

    static String describe(AuthorizableRequestContext caller, AclOperation operation, ResourceType type, String name) {
        return LimitedLog.printable(caller.principal().toString()) + " from "
                + caller.clientAddress().getHostAddress() + " may not " + operation + " " + type + " '"
                + LimitedLog.printable(name) + "' (request " + ApiKeys.forId(caller.requestType()).name + ")";
    }
}
