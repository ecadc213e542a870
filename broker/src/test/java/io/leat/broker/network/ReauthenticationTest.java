package io.leat.broker.network;

import static io.leat.broker.network.TestServer.handler;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.SaslAuthenticateRequest;
import org.apache.kafka.common.requests.SaslAuthenticateResponse;
import org.apache.kafka.common.requests.SaslHandshakeRequest;
import org.apache.kafka.common.requests.SaslHandshakeResponse;
import org.junit.jupiter.api.Test;

/** Clients that log in again on a connection that they have (KIP-368). */
class ReauthenticationTest {
    private static final byte[] PASSWORD = "\0ann\0secret".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> SETTINGS = Map.of(
            "broker.listeners",
            "SASL_PLAINTEXT://127.0.0.1:0",
            "num.network.threads",
            "1",
            "sasl.enabled.mechanisms",
            "PLAIN",
            "connections.max.reauth.ms",
            "600000",
            "listener.name.sasl_plaintext.plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required user_ann=\"secret\";");

    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    /** Answers, but keeps the network thread busy with who asks for "wait". */
    private final Handler<ListGroupsRequest> groups = handler(ApiKeys.LIST_GROUPS, (request, context) -> {
        if (request.data().statesFilter().contains("wait")) {
            busy.countDown();
            await().until(() -> go.await(20, TimeUnit.SECONDS));
        }
        return Answer.now(new ListGroupsResponse(new ListGroupsResponseData()));
    });

    private static ListGroupsRequest groups(String state) {
        return new ListGroupsRequest(new ListGroupsRequestData().setStatesFilter(List.of(state)), (short) 4);
    }

    private static SaslHandshakeRequest handshake(String mechanism) {
        return new SaslHandshakeRequest(new SaslHandshakeRequestData().setMechanism(mechanism), (short) 1);
    }

    private static void logIn(WireClient client) throws IOException {
        var handshake = (SaslHandshakeResponse) client.ask(handshake("PLAIN"));
        assertThat(handshake.error()).isEqualTo(Errors.NONE);
        var login = (SaslAuthenticateResponse) client.ask(
                new SaslAuthenticateRequest(new SaslAuthenticateRequestData().setAuthBytes(PASSWORD), (short) 1));
        assertThat(login.error()).isEqualTo(Errors.NONE);
    }

    private static WireClient connect(TestServer server) throws IOException {
        var client = server.connect();
        logIn(client);
        return client;
    }

    @Test
    void leavesNothingInMemory() throws IOException {
        try (var server = new TestServer(SETTINGS, groups);
                var client = connect(server)) {
            logIn(client);
            assertThat(client.ask(groups("any"))).isInstanceOf(ListGroupsResponse.class);
            await().untilAsserted(
                            () -> assertThat(server.server().requestBytes()).isZero());
        }
    }

    /** All requests are there when the only network thread looks again, in whatever order it takes them. */
    @Test
    void thatFailsEndsItsOwnConnectionAndNoOther() throws Exception {
        try (var server = new TestServer(SETTINGS, groups);
                var holding = connect(server)) {
            var good = new ArrayList<WireClient>();
            var bad = new ArrayList<WireClient>();
            for (var i = 0; i < 6; i++) {
                good.add(connect(server));
                bad.add(connect(server));
            }
            var held = holding.send(groups("wait"));
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            var sent = new ArrayList<RequestHeader>();
            for (var i = 0; i < good.size(); i++) {
                bad.get(i).send(handshake("NONE-SUCH"));
                sent.add(good.get(i).send(groups("any")));
            }
            go.countDown();

            assertThat(holding.read(held)).isInstanceOf(ListGroupsResponse.class);
            for (var i = 0; i < good.size(); i++) {
                assertThat(good.get(i).read(sent.get(i))).isInstanceOf(ListGroupsResponse.class);
                bad.get(i).awaitClosed();
                good.get(i).close();
                bad.get(i).close();
            }
            await().untilAsserted(
                            () -> assertThat(server.server().requestBytes()).isZero());
        }
    }
}
