package io.leat.connectors.webhook;

import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Moves deliveries from the inbox to the worker, and the news of their durability back. */
final class WebhookReader implements SourceReader {

    private static final int MAX_RECORDS = 500;
    private static final long MAX_WAIT_MILLIS = 250;

    private final SourceStart<WebhookOffset> start;
    private final Inbox inbox;
    private final Listener listener;
    private final Map<String, RecentIds> recent;
    private long sequence;

    /**
     * @param sequence the last one of the task's life before
     * @param recent by the endpoint's path
     */
    WebhookReader(
            SourceStart<WebhookOffset> start,
            Inbox inbox,
            Listener listener,
            long sequence,
            Map<String, RecentIds> recent) {
        this.start = start;
        this.inbox = inbox;
        this.listener = listener;
        this.sequence = sequence;
        this.recent = new HashMap<>(recent);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        var records = new ArrayList<SourceRecord>();
        for (var delivery : inbox.take(MAX_RECORDS, MAX_WAIT_MILLIS)) {
            sequence++;
            inbox.handedOver(sequence, delivery);
            records.add(record(delivery));
        }
        return records;
    }

    /** Also called for a record that a transform dropped: nothing more can be done for it, so the sender is told so. */
    @Override
    public void delivered(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (record.sourceOffset().get("sequence") instanceof Number number) {
            inbox.durable(number.longValue());
        }
    }

    @Override
    public void wakeup() {
        inbox.wakeup();
    }

    @Override
    public void close() {
        listener.stopAccepting();
        inbox.close();
        listener.close();
    }

    private SourceRecord record(Delivery delivery) {
        var endpoint = delivery.endpoint();
        var ids = Objects.requireNonNull(recent.get(endpoint.path()));
        delivery.id().ifPresent(ids::add);
        return new SourceRecord(
                endpoint.sourcePartition(),
                start.encode(new WebhookOffset(sequence, ids.text())),
                endpoint.topic().render(delivery).orElseThrow(),
                null,
                delivery.id().isPresent() ? Schema.STRING_SCHEMA : null,
                delivery.id().orElse(null),
                BodyDecoder.schema(endpoint.decoding()),
                BodyDecoder.decode(endpoint.decoding(), delivery.body()),
                delivery.receivedAt().toEpochMilli(),
                headers(delivery));
    }

    private static ConnectHeaders headers(Delivery delivery) {
        var endpoint = delivery.endpoint();
        var headers = new ConnectHeaders();
        headers.addString("webhook.provider", endpoint.providerName());
        delivery.event().ifPresent(event -> headers.addString("webhook.event", event));
        delivery.id().ifPresent(id -> headers.addString("webhook.delivery.id", id));
        headers.addString("webhook.received.at", delivery.receivedAt().toString());
        headers.addString("webhook.remote.ip", delivery.remoteAddress());
        headers.addBoolean("webhook.signature.verified", endpoint.verification().proves());
        for (var name : endpoint.headersForward()) {
            delivery.headers().first(name).ifPresent(value -> headers.addString(name, value));
        }
        return headers;
    }
}
