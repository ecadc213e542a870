package io.leat.broker.handler.security;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.security.Access;
import io.leat.broker.security.ScramUsers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.CredentialInfo;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData.DescribeUserScramCredentialsResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeUserScramCredentialsRequest;
import org.apache.kafka.common.requests.DescribeUserScramCredentialsResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Tells which users can log in with SCRAM, and with how many iterations; nothing else of their credentials. */
final class DescribeScramHandler implements Handler<DescribeUserScramCredentialsRequest> {
    private final ScramUsers users;
    private final Access access;

    DescribeScramHandler(ScramUsers users, Access access) {
        this.users = users;
        this.access = access;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS;
    }

    /** What it asks for is guarded by a lock that is held while a change goes to the disk. */
    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public CompletableFuture<Answer> handle(DescribeUserScramCredentialsRequest request, RequestContext context) {
        if (!access.allowsCluster(context, AclOperation.DESCRIBE)) {
            // Not by an exception: Kafka's own error response needs users, and all are meant where none is named.
            return answer(new DescribeUserScramCredentialsResponseData()
                    .setErrorCode(Errors.CLUSTER_AUTHORIZATION_FAILED.code())
                    .setErrorMessage(Errors.CLUSTER_AUTHORIZATION_FAILED.message()));
        }
        var known = users.list();
        var asked = new LinkedHashMap<String, Integer>();
        if (request.data().users() == null || request.data().users().isEmpty()) {
            known.keySet().forEach(user -> asked.put(user, 1));
        } else {
            request.data().users().stream().map(UserName::name).forEach(user -> asked.merge(user, 1, Integer::sum));
        }
        var results = new ArrayList<DescribeUserScramCredentialsResult>();
        asked.forEach((user, times) -> results.add(result(user, times, known.getOrDefault(user, Map.of()))));
        return answer(new DescribeUserScramCredentialsResponseData().setResults(results));
    }

    private static CompletableFuture<Answer> answer(DescribeUserScramCredentialsResponseData data) {
        return Answer.now(new DescribeUserScramCredentialsResponse(data));
    }

    private static DescribeUserScramCredentialsResult result(
            String user, int times, Map<ScramMechanism, Integer> credentials) {
        var result = new DescribeUserScramCredentialsResult().setUser(user);
        if (times > 1) {
            return result.setErrorCode(Errors.DUPLICATE_RESOURCE.code())
                    .setErrorMessage(
                            "Cannot describe SCRAM credentials for the same user twice in a single request: " + user);
        }
        if (credentials.isEmpty()) {
            return result.setErrorCode(Errors.RESOURCE_NOT_FOUND.code())
                    .setErrorMessage("Attempt to describe a user credential that does not exist: " + user);
        }
        return result.setCredentialInfos(credentials.entrySet().stream()
                .map(credential -> new CredentialInfo()
                        .setMechanism(credential.getKey().type())
                        .setIterations(credential.getValue()))
                .toList());
    }
}
