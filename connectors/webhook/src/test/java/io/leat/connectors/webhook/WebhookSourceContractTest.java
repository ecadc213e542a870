package io.leat.connectors.webhook;

import io.leat.connect.testkit.SourceContract;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;

/** The rules for all sources; the other system is a sender that repeats each delivery until it is accepted. */
class WebhookSourceContractTest extends SourceContract {

    private final int port = Ports.free();
    private final Sender sender = new Sender(port);
    private final ExecutorService sending = Executors.newSingleThreadExecutor();
    private volatile boolean over;
    private int produced;

    @AfterEach
    void stopSending() throws InterruptedException {
        over = true;
        sending.shutdownNow();
        sending.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Override
    protected Class<? extends SourceConnector> connectorClass() {
        return WebhookSourceConnector.class;
    }

    @Override
    protected Map<String, String> config() {
        return new HashMap<>(Map.of(
                "name",
                "hooks",
                "connector.class",
                WebhookSourceConnector.class.getName(),
                "topic",
                "hooks",
                "secret",
                Sender.SECRET,
                "listen.address",
                "127.0.0.1:" + port));
    }

    @Override
    protected List<String> produce(int count) {
        var ids = IntStream.range(produced, produced + count)
                .mapToObj(i -> "id-" + i)
                .toList();
        produced += count;
        ids.forEach(id -> sending.execute(() -> repeatUntilAccepted(id)));
        return ids;
    }

    @Override
    protected String identity(SourceRecord record) {
        return (String) record.key();
    }

    private void repeatUntilAccepted(String id) {
        while (!over) {
            try {
                if (sender.send(sender.delivery(id, "{\"id\":\"" + id + "\"}")).statusCode() < 300) {
                    return;
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                Thread.onSpinWait(); // nobody listens between two lives
            }
        }
    }
}
