package io.leat.broker.network;

import static io.leat.broker.network.TestServer.handler;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.junit.jupiter.api.Test;

/** Answers of which a socket takes only a part at once. */
class LargeAnswersTest {
    private static final ListGroupsRequest LIST = new ListGroupsRequest(new ListGroupsRequestData(), (short) 4);

    /** Heartbeats are answered when the test says so. */
    private final BlockingQueue<CompletableFuture<Answer>> open = new LinkedBlockingQueue<>();

    private final Handler<HeartbeatRequest> heartbeats = handler(ApiKeys.HEARTBEAT, (request, context) -> {
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

    private void answerNext() throws InterruptedException {
        var answer = open.poll(20, TimeUnit.SECONDS);
        assertThat(answer).as("a request under way").isNotNull();
        answer.complete(Answer.reply(new HeartbeatResponse(new HeartbeatResponseData())));
    }

    private static ListGroupsResponse largerThanSocketBuffers() {
        var large = "x".repeat(30_000);
        return new ListGroupsResponse(new ListGroupsResponseData()
                .setGroups(IntStream.range(0, 1000)
                        .mapToObj(i -> new ListGroupsResponseData.ListedGroup().setGroupId(large))
                        .toList()));
    }

    @Test
    void sendsAnAnswerThatIsLargerThanTheSocketsBuffers() throws Exception {
        Handler<ListGroupsRequest> generous =
                handler(ApiKeys.LIST_GROUPS, (request, context) -> Answer.now(largerThanSocketBuffers()));
        try (var server = new TestServer(Map.of(), generous);
                var client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                var response = (ListGroupsResponse) client.ask(LIST);
                assertThat(response.data().groups()).hasSize(1000);
            }
        }
    }

    @Test
    void readsNoRequestInTheMiddleOfAnAnswer() throws Exception {
        var later = new CompletableFuture<Answer>();
        Handler<ListGroupsRequest> ahead = handler(
                ApiKeys.LIST_GROUPS, (request, context) -> CompletableFuture.completedFuture(new Answer.Later(later)));
        try (var server = new TestServer(Map.of("num.network.threads", "1"), ahead, heartbeats);
                var client = server.connect();
                var other = server.connect()) {
            var first = client.send(LIST);
            await().untilAsserted(
                            () -> assertThat(server.server().requestBytes()).isZero());
            later.complete(Answer.reply(largerThanSocketBuffers()));
            other.send(heartbeat(1));
            answerNext();
            var second = client.send(heartbeat(2));
            other.send(heartbeat(3));
            answerNext();
            assertThat(open.poll(200, TimeUnit.MILLISECONDS)).isNull();

            assertThat(client.read(first)).isInstanceOf(ListGroupsResponse.class);
            answerNext();
            assertThat(client.read(second)).isInstanceOf(HeartbeatResponse.class);
        }
    }
}
