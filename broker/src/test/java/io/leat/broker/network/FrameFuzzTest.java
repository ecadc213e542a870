package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes that no client would send: valid frames that were tampered with, sizes that lie, frames without end. */
class FrameFuzzTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LARGEST = 1 << 20;

    private static TestServer server() {
        var handlers = new ArrayList<Handler<?>>();
        for (var key : ApiKeys.clientApis()) {
            if (key != ApiKeys.API_VERSIONS) {
                handlers.add(TestServer.<AbstractRequest>handler(
                        key,
                        (request, context) -> Answer.now(request.getErrorResponse(new InvalidRequestException("x")))));
            }
        }
        return new TestServer(
                Map.of("socket.request.max.bytes", String.valueOf(LARGEST), "queued.max.request.bytes", "4194304"),
                handlers.toArray(Handler[]::new));
    }

    @Test
    void survivesFramesThatWereTamperedWith() throws IOException {
        tamper(2_000);
    }

    @Test
    @Tag("nightly")
    void survivesManyFramesThatWereTamperedWith() throws IOException {
        tamper(300_000);
    }

    private static void tamper(int rounds) throws IOException {
        try (var server = server()) {
            Tampering.of(new SampleRequests("t", Uuid.randomUuid()).with("name", "t"), ApiKeys.clientApis())
                    .send(server.port(), rounds);
            assertServesOn(server);
        }
    }

    @Test
    void closesAConnectionThatAnnouncesMoreThanARequestMayHold() throws IOException {
        for (var size : new int[] {LARGEST + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            try (var server = server();
                    var client = server.connect()) {
                client.sendBytes(ByteBuffer.allocate(4).putInt(size).array());
                client.awaitClosed();
                assertServesOn(server);
            }
        }
    }

    @Test
    void closesAConnectionWhoseFirstBytesAreOfAnotherProtocol() throws IOException {
        try (var server = server();
                var client = server.connect()) {
            client.sendBytes(
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.awaitClosed();
            assertServesOn(server);
        }
    }

    @Test
    void closesAConnectionThatAsksForAKeyOrVersionThatIsNotAdvertised() throws IOException {
        try (var server = server()) {
            for (var head : new short[][] {{ApiKeys.VOTE.id, 0}, {999, 0}, {-1, 0}, {ApiKeys.METADATA.id, 99}}) {
                try (var client = server.connect()) {
                    client.sendFrame(ByteBuffer.allocate(64)
                            .putShort(head[0])
                            .putShort(head[1])
                            .clear());
                    client.awaitClosed();
                }
            }
            assertServesOn(server);
        }
    }

    /** Many connections announce large requests and send no more: what they hold stays within the limit. */
    @Test
    void holdsNoMoreMemoryThanItMayAlthoughEveryoneAnnouncesMuch() throws IOException {
        try (var server = server()) {
            var clients = new ArrayList<WireClient>();
            for (int i = 0; i < 50; i++) {
                clients.add(server.connect());
                clients.get(i)
                        .sendBytes(ByteBuffer.allocate(100).putInt(LARGEST).array());
            }
            await().atMost(SOON).until(() -> server.server().requestBytes() >= 4 << 20);
            assertThat(server.server().requestBytes()).isLessThanOrEqualTo((4 << 20) + LARGEST);
            for (var client : clients) {
                client.close();
            }
            assertServesOn(server);
        }
    }

    private static void assertServesOn(TestServer server) {
        try (var client = server.connect()) {
            var data = new ApiVersionsRequestData().setClientSoftwareName("n").setClientSoftwareVersion("1");
            assertThat(client.ask(new ApiVersionsRequest(data, (short) 3)).errorCounts())
                    .hasSize(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(SOON).until(() -> server.server().requestBytes() == 0);
    }
}
