package io.leat.runtime.connector;

import io.leat.runtime.RequestException;
import io.leat.runtime.TaskDetail.BlockedCall;
import io.leat.runtime.assign.RestartPlan;
import io.leat.runtime.metrics.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts of all connectors. Safe for use from any thread. */
public final class ConnectorHosts {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorHosts.class);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration RESTART_WAIT = Duration.ofSeconds(2);

    private final HostServices services;
    private final Map<String, ConnectorHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, Registry.Shown> figures = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public ConnectorHosts(HostServices services) {
        this.services = services;
    }

    /** Has a connector follow what the config topic says of it; returns at once. */
    public void refresh(String name) {
        var unused = on(name, ConnectorHost::refresh);
    }

    /**
     * As {@link #refresh}, but returns when it is done. A plugin that holds it up for longer than the shutdown timeout is
     * given up, so that even a connector that hangs can be stopped, replaced or deleted.
     */
    public void settle(String name) {
        var host = host(name);
        var done = on(name, ConnectorHost::refresh);
        if (!host.thread().isDone(done, services.shutdownTimeout().plus(GRACE))) {
            LOG.warn(
                    "Giving up on connector {}: {}",
                    name,
                    host.thread().activity().orElse("it is busy"));
            giveUp(name, host);
            host(name).thread().isDone(on(name, ConnectorHost::refresh), GRACE);
        }
        if (services.configs().snapshot().config(name).isEmpty()) {
            retire(name);
        }
    }

    /**
     * Returns when the restart is done, or else after two seconds, and at once where a plugin has held the host up for as
     * long already: it is left in peace, and restarted when it returns.
     */
    public void restartShortly(String name, RestartPlan plan) {
        var hung = host(name).thread().isBusyFor(RESTART_WAIT);
        var done = on(name, host -> host.restart(plan));
        if (!hung && !host(name).thread().isDone(done, RESTART_WAIT)) {
            LOG.debug("The restart of connector {} is still under way", name);
        }
    }

    /**
     * Returns when the restart is done; a plugin that holds it up is left in peace.
     *
     * @throws RequestException.TimedOut if it is not done in time
     */
    public void restart(String name, RestartPlan plan, Duration timeout) {
        var host = host(name);
        host.thread().await(on(name, h -> h.restart(plan)), timeout);
    }

    /** The call of the connector's object that is under way, if there is one. */
    public Optional<BlockedCall> busy(String name) {
        return Optional.ofNullable(hosts.get(name))
                .flatMap(host -> host.thread().busy());
    }

    /** Returns at once. */
    public void restartSoon(String name, RestartPlan plan) {
        var unused = on(name, host -> host.restart(plan));
    }

    /** Runs something after all that was asked of this connector before, and waits for it. */
    public void afterPending(String name, String doing, Runnable action, Duration timeout) {
        var host = host(name);
        host.thread().await(on(name, h -> h.thread().submit(doing, action)), timeout);
    }

    private Future<?> on(String name, Function<ConnectorHost, Future<?>> action) {
        while (true) {
            var host = host(name);
            try {
                return action.apply(host);
            } catch (RejectedExecutionException e) {
                hosts.remove(name, host); // given up or retired in this very moment: a new one takes its place
            }
        }
    }

    private ConnectorHost host(String name) {
        if (closing) {
            throw new RequestException.Conflict("The worker is stopping");
        }
        return hosts.computeIfAbsent(name, n -> {
            figures.computeIfAbsent(n, services.figures()::show);
            return new ConnectorHost(n, services);
        });
    }

    private void giveUp(String name, ConnectorHost host) {
        hosts.remove(name, host);
        host.abandon();
    }

    private void retire(String name) {
        var host = hosts.remove(name);
        if (host != null) {
            host.thread().close();
        }
        var shown = figures.remove(name);
        if (shown != null) {
            shown.close();
        }
    }

    /** Stops all connectors and their tasks side by side; those that do not stop in time are given up. */
    public void close(Duration timeout) {
        closing = true;
        var deadline = System.nanoTime() + timeout.toNanos();
        var stopping = new ArrayList<Map.Entry<ConnectorHost, Future<?>>>();
        for (var host : hosts.values()) {
            try {
                stopping.add(Map.entry(host, host.shutDown()));
            } catch (RejectedExecutionException e) {
                LOG.debug("A connector was retired in this very moment");
            }
        }
        for (var one : stopping) {
            var host = one.getKey();
            if (host.thread().isDone(one.getValue(), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                host.thread().close();
            } else {
                host.abandon();
            }
        }
    }
}
