package io.leat.broker.network;

import static io.leat.broker.network.TestServer.handler;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.Test;

/** What connections see, with handlers that the tests steer. */
class NetworkServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Heartbeats are answered when the test says so. */
    private final BlockingQueue<CompletableFuture<Answer>> open = new LinkedBlockingQueue<>();

    private final Handler<HeartbeatRequest> waiting = handler(ApiKeys.HEARTBEAT, (request, context) -> {
        var answer = new CompletableFuture<Answer>();
        open.add(answer);
        return answer;
    });

    private static HeartbeatRequest heartbeat(int generation) {
        return new HeartbeatRequest.Builder(new HeartbeatRequestData()
                        .setGroupId("g")
                        .setMemberId("m")
                        .setGenerationId(generation))
                .build((short) 4);
    }

    private static Answer heartbeatAnswer(int throttleMs) {
        return new Answer.Reply(
                new HeartbeatResponse(new HeartbeatResponseData().setThrottleTimeMs(throttleMs)), throttleMs);
    }

    private static Handler<ListGroupsRequest> echo() {
        return handler(
                ApiKeys.LIST_GROUPS,
                (request, context) -> Answer.now(new ListGroupsResponse(new ListGroupsResponseData()
                        .setGroups(request.data().statesFilter().stream()
                                .map(text -> new ListGroupsResponseData.ListedGroup()
                                        .setGroupId(text)
                                        .setProtocolType("consumer"))
                                .toList()))));
    }

    private static ListGroupsRequest echo(String text) {
        return new ListGroupsRequest(new ListGroupsRequestData().setStatesFilter(List.of(text)), (short) 4);
    }

    private static String text(Object response) {
        return ((ListGroupsResponse) response).data().groups().get(0).groupId();
    }

    private CompletableFuture<Answer> nextOpen() throws InterruptedException {
        var answer = open.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer).as("a request under way").isNotNull();
        return answer;
    }

    @Test
    void answersTheRequestsOfAConnectionInTheirOrderAlthoughTheFirstTakesLonger() throws Exception {
        try (var server = new TestServer(Map.of(), waiting, echo());
                var client = server.connect()) {
            var slow = client.send(heartbeat(1));
            var quick = client.send(echo("later"));
            nextOpen().complete(heartbeatAnswer(0));
            assertThat(client.read(slow)).isInstanceOf(HeartbeatResponse.class);
            assertThat(text(client.read(quick))).isEqualTo("later");
        }
    }

    @Test
    void handlesTheNextRequestWhenTheFirstHasTakenItsEffectAndAnswersInOrder() throws Exception {
        try (var server = new TestServer(Map.of(), waiting, echo());
                var client = server.connect()) {
            var later = new CompletableFuture<Answer>();
            var first = client.send(heartbeat(1));
            var second = client.send(heartbeat(2));
            var third = client.send(echo("last"));
            nextOpen().complete(new Answer.Later(later));
            nextOpen().complete(heartbeatAnswer(0));
            later.complete(heartbeatAnswer(0));
            assertThat(client.read(first)).isInstanceOf(HeartbeatResponse.class);
            assertThat(client.read(second)).isInstanceOf(HeartbeatResponse.class);
            assertThat(text(client.read(third))).isEqualTo("last");
        }
    }

    @Test
    void handlesABoundedNumberOfRequestsAheadOfTheirAnswers() throws Exception {
        try (var server = new TestServer(Map.of(), waiting);
                var client = server.connect()) {
            var later = new CompletableFuture<Answer>();
            var sent = new ArrayList<RequestHeader>();
            for (var i = 0; i < 8; i++) {
                sent.add(client.send(heartbeat(i)));
                nextOpen().complete(new Answer.Later(later));
            }
            var beyond = client.send(heartbeat(8));
            assertThat(open.poll(200, TimeUnit.MILLISECONDS)).isNull();
            later.complete(heartbeatAnswer(0));
            nextOpen().complete(heartbeatAnswer(0));
            for (var one : sent) {
                assertThat(client.read(one)).isInstanceOf(HeartbeatResponse.class);
            }
            assertThat(client.read(beyond)).isInstanceOf(HeartbeatResponse.class);
        }
    }

    @Test
    void answersOneConnectionWhileAnotherOfTheSameThreadWaits() throws Exception {
        try (var server = new TestServer(Map.of("num.network.threads", "1"), waiting, echo());
                var patient = server.connect();
                var other = server.connect()) {
            patient.send(heartbeat(1));
            var answer = nextOpen();
            assertThat(text(other.ask(echo("now")))).isEqualTo("now");
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void readsTheNextRequestOnlyAfterTheThrottleTime() throws Exception {
        try (var server = new TestServer(Map.of(), waiting);
                var client = server.connect()) {
            var first = client.send(heartbeat(1));
            client.send(heartbeat(2));
            var began = System.nanoTime();
            nextOpen().complete(heartbeatAnswer(300));
            assertThat(((HeartbeatResponse) client.read(first)).throttleTimeMs())
                    .isEqualTo(300);
            nextOpen();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        }
    }

    @Test
    void saysNothingWhereSilenceWasAskedForAndGoesOn() throws Exception {
        Handler<HeartbeatRequest> silent = handler(
                ApiKeys.HEARTBEAT, (request, context) -> CompletableFuture.completedFuture(new Answer.Silence(0)));
        try (var server = new TestServer(Map.of(), silent, echo());
                var client = server.connect()) {
            client.send(heartbeat(1));
            assertThat(text(client.ask(echo("next")))).isEqualTo("next");
        }
    }

    @Test
    void hangsUpWhereAnErrorHasNoAnswer() throws Exception {
        Handler<HeartbeatRequest> refusing = handler(
                ApiKeys.HEARTBEAT,
                (request, context) -> CompletableFuture.completedFuture(new Answer.Hangup("as the test wants")));
        try (var server = new TestServer(Map.of(), refusing);
                var client = server.connect()) {
            client.send(heartbeat(1));
            client.awaitClosed();
        }
    }

    @Test
    void answersAnUnknownVersionOfApiVersionsInTheOldestFormat() throws Exception {
        try (var server = new TestServer(Map.of());
                var client = server.connect()) {
            var unknown = ByteBuffer.allocate(11);
            unknown.putShort(ApiKeys.API_VERSIONS.id)
                    .putShort(Short.MAX_VALUE)
                    .putInt(7)
                    .putShort((short) -1)
                    .put((byte) 0)
                    .flip();
            client.sendFrame(unknown);
            var response =
                    (ApiVersionsResponse) client.read(new RequestHeader(ApiKeys.API_VERSIONS, (short) 0, null, 7));
            assertThat(response.data().errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
            assertThat(response.data().apiKeys().find(ApiKeys.API_VERSIONS.id).maxVersion())
                    .isEqualTo(ApiKeys.API_VERSIONS.latestVersion());
        }
    }

    @Test
    void leavesOutFeaturesOfLevelZeroForOldClients() throws Exception {
        try (var server = new TestServer(Map.of());
                var client = server.connect()) {
            var data = new ApiVersionsRequestData().setClientSoftwareName("n").setClientSoftwareVersion("1");
            var old = (ApiVersionsResponse) client.ask(new ApiVersionsRequest(data, (short) 3));
            var current = (ApiVersionsResponse) client.ask(new ApiVersionsRequest(data, (short) 4));
            assertThat(old.data().supportedFeatures()).isEmpty();
            assertThat(old.data().finalizedFeatures()).isNotEmpty();
            assertThat(current.data().supportedFeatures()).hasSize(2);
        }
    }

    @Test
    void closesConnectionsThatAreIdle() throws Exception {
        try (var server = new TestServer(Map.of("connections.max.idle.ms", "200"), echo());
                var client = server.connect()) {
            assertThat(text(client.ask(echo("a")))).isEqualTo("a");
            client.awaitClosed();
        }
    }

    @Test
    void refusesConnectionsAboveTheLimitAndTakesThemAgainWhenOthersLeave() throws Exception {
        try (var server = new TestServer(Map.of("max.connections", "2"), echo());
                var first = server.connect();
                var second = server.connect()) {
            assertThat(text(first.ask(echo("1")))).isEqualTo("1");
            assertThat(text(second.ask(echo("2")))).isEqualTo("2");
            try (var third = server.connect()) {
                third.awaitClosed();
            }
            second.close();
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                try (var next = server.connect()) {
                    assertThat(text(next.ask(echo("3")))).isEqualTo("3");
                }
            });
        }
    }

    @Test
    void refusesConnectionsOfOneAddressAboveTheLimit() throws Exception {
        try (var server = new TestServer(Map.of("max.connections.per.ip", "1"), echo());
                var first = server.connect();
                var second = server.connect()) {
            second.awaitClosed();
            assertThat(text(first.ask(echo("1")))).isEqualTo("1");
        }
    }

    @Test
    void runsHandlersThatBlockBesideTheNetworkThread() throws Exception {
        var blocked = new CountDownLatch(1);
        Handler<HeartbeatRequest> blocking = new Handler<>() {
            @Override
            public ApiKeys key() {
                return ApiKeys.HEARTBEAT;
            }

            @Override
            public boolean blocks() {
                return true;
            }

            @Override
            public CompletableFuture<Answer> handle(
                    HeartbeatRequest request, org.apache.kafka.common.requests.RequestContext context) {
                try {
                    assertThat(blocked.await(SOON.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return CompletableFuture.completedFuture(heartbeatAnswer(0));
            }
        };
        try (var server = new TestServer(Map.of("num.network.threads", "1"), blocking, echo());
                var slow = server.connect();
                var other = server.connect()) {
            var header = slow.send(heartbeat(1));
            assertThat(text(other.ask(echo("meanwhile")))).isEqualTo("meanwhile");
            blocked.countDown();
            assertThat(slow.read(header)).isInstanceOf(HeartbeatResponse.class);
        }
    }

    @Test
    void finishesAnswersUnderWayWhenItCloses() throws Exception {
        var server = new TestServer(Map.of(), waiting);
        try (var client = server.connect()) {
            var header = client.send(heartbeat(1));
            var answer = nextOpen();
            var closing = CompletableFuture.runAsync(server::close);
            await().untilAsserted(() ->
                    assertThatThrownBy(server::connect).as("no new connections").isInstanceOf(RuntimeException.class));
            answer.complete(heartbeatAnswer(0));
            assertThat(client.read(header)).isInstanceOf(HeartbeatResponse.class);
            client.awaitClosed();
            closing.get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void closesWithinSecondsAlthoughAnAnswerNeverComes() throws Exception {
        var server = new TestServer(Map.of(), waiting);
        try (var client = server.connect()) {
            client.send(heartbeat(1));
            nextOpen();
            var began = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            client.awaitClosed();
        }
    }

    @Test
    void givesTheMemoryOfRequestsBackHoweverTheyEnd() throws Exception {
        try (var server = new TestServer(Map.of(), waiting, echo())) {
            try (var answered = server.connect();
                    var halfway = server.connect();
                    var gone = server.connect()) {
                answered.ask(echo("x"));
                halfway.sendBytes(ByteBuffer.allocate(20).putInt(1000).array());
                gone.send(heartbeat(1));
            }
            nextOpen().complete(heartbeatAnswer(0));
            await().atMost(SOON).until(() -> server.server().requestBytes() == 0);
        }
    }

    @Test
    void readsOnWhenRequestsHaveReleasedTheirMemory() throws Exception {
        var settings = Map.of("queued.max.request.bytes", "1048576", "num.network.threads", "1");
        try (var server = new TestServer(settings, echo());
                var greedy = server.connect();
                var modest = server.connect()) {
            greedy.sendBytes(ByteBuffer.allocate(8).putInt(50 << 20).array());
            await().atMost(SOON).until(() -> server.server().requestBytes() >= 50 << 20);
            var header = modest.send(echo("at last"));
            greedy.close();
            assertThat(text(modest.read(header))).isEqualTo("at last");
        }
    }

    @Test
    void aPortInUseIsToldInOneSentence() {
        try (var server = new TestServer(Map.of())) {
            assertThatThrownBy(
                            () -> new TestServer(Map.of("broker.listeners", "PLAINTEXT://127.0.0.1:" + server.port())))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("broker.listeners")
                    .hasMessageContaining("PLAINTEXT://127.0.0.1:" + server.port())
                    .hasMessageContaining("in use");
        }
    }
}
