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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes that no client would send: valid frames that were tampered with, sizes that lie, frames without end. */
class FrameFuzzTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(FrameFuzzTest.class);
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

    private static List<byte[]> validFrames() {
        var samples = new SampleRequests("t", Uuid.randomUuid()).with("name", "t");
        var frames = new ArrayList<byte[]>();
        for (var key : ApiKeys.clientApis()) {
            for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
                var frame =
                        samples.of(key, version).serializeWithHeader(new RequestHeader(key, version, "fuzz", version));
                var bytes = new byte[Integer.BYTES + frame.remaining()];
                ByteBuffer.wrap(bytes).putInt(frame.remaining()).put(frame);
                frames.add(bytes);
            }
        }
        return frames;
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
        var seed = System.nanoTime();
        LOGGER.info("seed {}", seed);
        var random = new Random(seed);
        var frames = validFrames();
        try (var server = server()) {
            var client = server.connect();
            for (int i = 0; i < rounds; i++) {
                if (i % 20 == 0) {
                    client.close();
                    client = server.connect();
                }
                try {
                    client.sendBytes(
                            mutated(frames.get(random.nextInt(frames.size())).clone(), random));
                } catch (IOException e) {
                    client.close();
                    client = server.connect();
                }
            }
            client.close();
            assertServesOn(server);
        }
    }

    private static byte[] mutated(byte[] frame, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> flipped(frame, 1 + random.nextInt(8), random);
            case 1 -> resized(flipped(frame, 1, random), random.nextInt(frame.length + 50));
            case 2 -> lying(frame, random.nextInt(frame.length * 2));
            case 3 -> lying(frame, random.nextInt());
            default -> withExtremes(frame, random);
        };
    }

    /** Bits behind the size. */
    private static byte[] flipped(byte[] frame, int times, Random random) {
        for (int i = 0; i < times; i++) {
            frame[Integer.BYTES + random.nextInt(frame.length - Integer.BYTES)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    /** Shorter or longer, with a size that fits. */
    private static byte[] resized(byte[] frame, int bytes) {
        var resized = java.util.Arrays.copyOf(frame, Integer.BYTES + bytes);
        ByteBuffer.wrap(resized).putInt(bytes);
        return resized;
    }

    private static byte[] lying(byte[] frame, int size) {
        ByteBuffer.wrap(frame).putInt(size);
        return frame;
    }

    /** A number somewhere, a count of elements perhaps, becomes very large or negative. */
    private static byte[] withExtremes(byte[] frame, Random random) {
        if (frame.length > 20) {
            var at = 12 + random.nextInt(frame.length - 16);
            ByteBuffer.wrap(frame).putInt(at, random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt());
        }
        return frame;
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
