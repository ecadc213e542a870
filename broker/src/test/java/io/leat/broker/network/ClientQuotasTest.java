package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client costs the server, told to whoever limits it, and what comes of that. */
class ClientQuotasTest {
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Adds up, and answers what the test wants. */
    private static final class Recorded implements ClientQuotas {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicInteger connections = new AtomicInteger();
        private volatile int waitForTime;
        private volatile int waitForConnection;

        @Override
        public int recordTime(RequestContext caller, long spent) {
            nanos.addAndGet(spent);
            return waitForTime;
        }

        @Override
        public int recordConnection(InetAddress address) {
            connections.incrementAndGet();
            return waitForConnection;
        }
    }

    private final Recorded quotas = new Recorded();

    private TestServer server(boolean blocking) {
        return new TestServer(Map.of(), quotas, new Working(blocking));
    }

    /** Keeps its thread for a while. */
    private record Working(boolean blocks) implements Handler<HeartbeatRequest> {
        @Override
        public ApiKeys key() {
            return ApiKeys.HEARTBEAT;
        }

        @Override
        public CompletableFuture<Answer> handle(HeartbeatRequest request, RequestContext context) {
            var end = System.nanoTime() + WORK_NANOS;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            return Answer.now(new HeartbeatResponse(new HeartbeatResponseData()));
        }
    }

    private static HeartbeatRequest request() {
        return new HeartbeatRequest.Builder(new HeartbeatRequestData()).build((short) 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areToldHowLongTheThreadOfAHandlerWasBusy(boolean blocking) throws IOException {
        try (var server = server(blocking);
                var client = server.connect()) {
            client.ask(request());

            assertThat(quotas.nanos).hasValueGreaterThanOrEqualTo(WORK_NANOS);
        }
    }

    @Test
    void makeAClientWaitForItsNextAnswer() throws IOException {
        quotas.waitForTime = 300;
        try (var server = server(false);
                var client = server.connect()) {
            var first = client.ask(request());
            var answered = System.nanoTime();
            client.ask(request());

            assertThat(first.throttleTimeMs()).isEqualTo(300);
            assertThat(System.nanoTime() - answered).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }

    @Test
    void makeAClientWaitForTheLongestOfItsWaits() throws IOException {
        var waits = new ArrayDeque<>(List.of(400, 1, 0));
        var answering = TestServer.<HeartbeatRequest>handler(ApiKeys.HEARTBEAT, (request, context) -> {
            var answer = new Answer.Reply(new HeartbeatResponse(new HeartbeatResponseData()), waits.remove());
            return CompletableFuture.completedFuture(new Answer.Later(CompletableFuture.completedFuture(answer)));
        });
        try (var server = new TestServer(Map.of(), quotas, answering);
                var client = server.connect()) {
            var started = System.nanoTime();
            var requests = List.of(client.send(request()), client.send(request()), client.send(request()));
            for (var request : requests) {
                client.read(request);
            }

            assertThat(System.nanoTime() - started).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(350));
        }
    }

    @Test
    void freeTheConnectionOfAClientThatHangsUpWhileItHasToWait() throws IOException {
        quotas.waitForTime = 600_000;
        try (var server = new TestServer(Map.of("max.connections", "1"), quotas, new Working(false))) {
            try (var client = server.connect()) {
                client.ask(request());
            }

            assertServesAnother(server);
        }
    }

    @Test
    void freeTheConnectionOfAWaitingClientThatIsIdleForTooLong() throws IOException {
        quotas.waitForTime = 600_000;
        var settings = Map.of("max.connections", "1", "connections.max.idle.ms", "1000");
        try (var server = new TestServer(settings, quotas, new Working(false))) {
            try (var client = server.connect()) {
                client.ask(request());
                // What is not read hides the hang-up behind it.
                client.send(request());
            }

            assertServesAnother(server);
        }
    }

    private static void assertServesAnother(TestServer server) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (var next = server.connect()) {
                return next.ask(request()) != null;
            }
        });
    }

    @Test
    void keepAConnectionUnservedUntilItsAddressMayConnectAgain() throws IOException {
        quotas.waitForConnection = 300;
        try (var server = server(false)) {
            var started = System.nanoTime();
            try (var refused = server.connect()) {
                refused.send(request());
                refused.awaitClosed();
            }
            assertThat(System.nanoTime() - started).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
            assertThat(quotas.nanos).hasValue(0);

            quotas.waitForConnection = 0;
            try (var served = server.connect()) {
                assertThat(served.ask(request())).isNotNull();
            }
        }
    }

    @Test
    void keepNoConnectionOpenWhenTheServerStops() throws IOException {
        quotas.waitForConnection = 60_000;
        var server = server(false);
        try (var refused = server.connect()) {
            Awaitility.await().until(() -> quotas.connections.get() > 0);

            server.close();

            refused.awaitClosed();
        }
    }
}
