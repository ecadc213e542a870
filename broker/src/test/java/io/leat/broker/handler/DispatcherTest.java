package io.leat.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeUserScramCredentialsRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {

    /** Fails in one of the two ways that a handler may. */
    private record Failing(boolean throwing) implements Handler<DescribeUserScramCredentialsRequest> {
        @Override
        public ApiKeys key() {
            return ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS;
        }

        @Override
        public CompletableFuture<Answer> handle(DescribeUserScramCredentialsRequest request, RequestContext context) {
            var failure = new ClusterAuthorizationException("no");
            if (throwing) {
                throw failure;
            }
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static RequestContext caller() {
        return new RequestContext(
                new RequestHeader(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, (short) 0, "client", 1),
                "connection",
                InetAddress.getLoopbackAddress(),
                KafkaPrincipal.ANONYMOUS,
                new ListenerName("PLAINTEXT"),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false);
    }

    /** Kafka's class wants users for its error response, and a request without any means all of them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangsUpWhereARequestHasNoErrorResponse(boolean throwing) {
        var dispatcher = new Dispatcher(new Handlers(List.of(new Failing(throwing))), Runnable::run, System::nanoTime);
        var request = new DescribeUserScramCredentialsRequest.Builder(
                        new DescribeUserScramCredentialsRequestData().setUsers(null))
                .build((short) 0);

        var answer = dispatcher.dispatch(request, caller(), pooled -> {});

        assertThat(answer).isCompletedWithValueMatching(done -> done instanceof Answer.Hangup);
    }
}
