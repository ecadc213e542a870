package io.leat.connectors.webhook;

import io.leat.connect.api.OnlineCheck;
import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import io.leat.connect.api.settings.Problems;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Receives webhooks over HTTP; see {@code docs/connectors/webhook.md}. One task, whatever {@code tasks.max} allows. */
public final class WebhookSourceConnector extends TypedSourceConnector<WebhookSourceSettings, WebhookOffset>
        implements OnlineCheck<WebhookSourceSettings> {

    public WebhookSourceConnector() {
        super(WebhookSourceSettings.class, WebhookOffset.class);
    }

    @Override
    protected SourceReader open(WebhookSourceSettings settings, SourceStart<WebhookOffset> start) throws Exception {
        var clock = Clock.systemUTC();
        var endpoints = settings.allEndpoints().stream()
                .map(each -> each.endpoint(clock))
                .toList();
        var seen =
                new SeenDeliveries(settings.dedupe().window(), settings.dedupe().maxIds());
        var budget = new ByteBudget(settings.listener().maxBuffered().bytes());
        var inbox = new Inbox(seen, budget, clock);
        var metrics = new ListenerMetrics();
        metrics.register(start.context(), budget);

        var sequence = 0L;
        Map<String, RecentIds> recent = new HashMap<>();
        for (var endpoint : endpoints) {
            var stored = start.offset(endpoint.sourcePartition());
            var ids = stored.map(WebhookOffset::recentIds).orElse(List.of());
            ids.forEach(id -> seen.addDurable(endpoint.path(), id, clock.instant()));
            recent.put(endpoint.path(), new RecentIds(ids));
            sequence = Math.max(sequence, stored.map(WebhookOffset::sequence).orElse(0L));
        }
        var handler = new RequestHandler(endpoints, settings.listener(), inbox, budget, metrics, clock);
        var listener = Listener.start(settings.listener(), settings.tls(), handler);
        return new WebhookReader(start, inbox, listener, sequence, recent);
    }

    @Override
    protected void checkPartition(WebhookSourceSettings settings, Map<String, ?> partition) {
        if (partition.size() != 1 || !(partition.get("path") instanceof String)) {
            throw new IllegalArgumentException(
                    "a source partition is the path of an endpoint, such as {\"path\":\"/\"}");
        }
    }

    @Override
    public void check(WebhookSourceSettings settings, Problems problems) throws Exception {
        PortCheck.run(settings, problems);
    }
}
