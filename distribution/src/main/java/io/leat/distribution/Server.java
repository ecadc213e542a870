package io.leat.distribution;

import io.leat.broker.Broker;
import io.leat.broker.disk.DataFolderException;
import io.leat.broker.network.ListenException;
import io.leat.broker.network.Listener;
import io.leat.distribution.logging.LoggerLevels;
import io.leat.rest.RestServer;
import io.leat.rest.RestServerFailure;
import io.leat.runtime.RestExtensions;
import io.leat.runtime.Worker;
import io.leat.runtime.config.ConfigProblemsException;
import io.leat.runtime.config.Problem;
import io.leat.runtime.plugin.InstalledPlugins;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.KafkaStorageException;

/**
 * A running Leat: the embedded log, the plugins, the worker on both, and REST in front of it. They are opened side by side
 * where they do not need each other, and closed in the opposite order of the data: REST, worker, log.
 */
final class Server implements AutoCloseable {

    private final RestServer rest;
    private final RestExtensions extensions;
    private final Worker worker;
    private final InstalledPlugins plugins;
    private final Broker broker;

    private Server(RestServer rest, RestExtensions extensions, Worker worker, InstalledPlugins plugins, Broker broker) {
        this.rest = rest;
        this.extensions = extensions;
        this.worker = worker;
        this.plugins = plugins;
        this.broker = broker;
    }

    /** @throws StartException with a sentence for the user; nothing is left open */
    static Server start(ServerConfig config) throws StartException {
        try (var opened = new Opened()) {
            var pluginsOpening = Background.run(
                    "start-plugins",
                    () -> InstalledPlugins.open(Home.plugins(config.worker()), Server.class.getClassLoader()));
            var brokerOpening = Background.run("start-log", () -> Broker.open(config.broker()));
            opened.add(brokerOpening::close);
            opened.add(pluginsOpening::close);
            var rest = opened.add(RestServer.start(config.rest(), new LoggerLevels(Clock.systemUTC())));
            var broker = brokerOpening.join();
            var plugins = pluginsOpening.join();
            var worker = opened.add(WorkerStart.start(
                    config.worker(), broker, plugins, rest.uris().get(0)));
            var extensions = opened.add(RestExtensions.open(config.worker().extensions(), plugins));
            rest.serve(worker, extensions);
            opened.keep();
            return new Server(rest, extensions, worker, plugins, broker);
        } catch (ConfigProblemsException e) {
            throw StartException.configuration(
                    e.problems().stream().map(Problem::toString).toList());
        } catch (ConfigException e) {
            throw StartException.configuration(List.of(String.valueOf(e.getMessage())));
        } catch (DataFolderException | ListenException | RestServerFailure | KafkaStorageException e) {
            throw StartException.environment(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where REST answers; the first of its listeners. */
    URI restUrl() {
        return rest.uris().get(0);
    }

    /** Where Kafka clients are answered; empty if nowhere. */
    List<String> kafkaUrls() {
        return broker.listeners().stream().map(Listener::toString).toList();
    }

    @Override
    public void close() {
        rest.close();
        extensions.close();
        worker.close();
        plugins.close();
        broker.close();
    }
}
