package io.leat.distribution;

import io.leat.broker.BrokerConfig;
import io.leat.broker.security.ReservedTopics;
import io.leat.rest.InvalidSettings;
import io.leat.rest.RestSettings;
import io.leat.runtime.config.ConfigProblemsException;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.state.DecisionStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * The configuration of a server, read by those it concerns: the log ({@code data.dir}, Kafka's broker keys), REST and the
 * worker (Kafka Connect's keys). Whatever is wrong is told at once.
 */
record ServerConfig(BrokerConfig broker, RestSettings rest, WorkerSettings worker) {

    static final String DATA_DIR = "data.dir";
    static final String BROKER_LISTENERS = "broker.listeners";

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String DEFAULT_BROKER_LISTENERS = "PLAINTEXT://127.0.0.1:9092";
    private static final String DEFAULT_DATA_DIR = "data";

    /** @throws StartException with all problems, each by its key */
    static ServerConfig of(Map<String, String> settings) throws StartException {
        var problems = new ArrayList<String>();
        var dataDir = dataDir(settings, problems);
        checkCluster(settings, problems);
        var rest = rest(settings, problems);
        var worker = worker(settings, problems);
        var broker = broker(dataDir, settings, reserved(worker), problems);
        if (!problems.isEmpty() || broker.isEmpty() || rest.isEmpty() || worker.isEmpty()) {
            throw StartException.configuration(problems);
        }
        return new ServerConfig(broker.get(), rest.get(), worker.get());
    }

    private static Path dataDir(Map<String, String> settings, List<String> problems) {
        var text = settings.getOrDefault(DATA_DIR, DEFAULT_DATA_DIR);
        try {
            return Path.of(text.isBlank() ? DEFAULT_DATA_DIR : text)
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException e) {
            problems.add(DATA_DIR + ": not a path: " + text);
            return Path.of(DEFAULT_DATA_DIR);
        }
    }

    /** To run on the embedded log although a cluster was asked for would be a surprise that costs data. */
    private static void checkCluster(Map<String, String> settings, List<String> problems) {
        if (!settings.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank()) {
            problems.add(
                    BOOTSTRAP_SERVERS
                            + ": this version runs on its embedded log only, not on an Apache Kafka cluster; leave the key out");
        }
    }

    /** The topics that are not for clients. */
    private static ReservedTopics reserved(Optional<WorkerSettings> worker) {
        return worker.map(settings -> ReservedTopics.OF_THE_LOG.withWorker(
                        settings.configTopic(),
                        settings.offsetTopic(),
                        settings.statusTopic(),
                        settings.ledger().topic(),
                        DecisionStore.TOPIC))
                .orElse(ReservedTopics.OF_THE_LOG);
    }

    private static Optional<BrokerConfig> broker(
            Path dataDir, Map<String, String> settings, ReservedTopics reserved, List<String> problems) {
        var own = new HashMap<>(settings);
        own.putIfAbsent(BROKER_LISTENERS, DEFAULT_BROKER_LISTENERS);
        OwnProviders.keepIn(own);
        var wrong = BrokerConfig.definition().validate(own).stream()
                .flatMap(value -> value.errorMessages().stream().map(message -> value.name() + ": " + message))
                .toList();
        problems.addAll(wrong);
        try {
            return wrong.isEmpty() ? Optional.of(BrokerConfig.of(dataDir, own, reserved)) : Optional.empty();
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<RestSettings> rest(Map<String, String> settings, List<String> problems) {
        try {
            return Optional.of(RestSettings.parse(settings));
        } catch (InvalidSettings e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static Optional<WorkerSettings> worker(Map<String, String> settings, List<String> problems) {
        try {
            return Optional.of(WorkerSettings.parse(settings, otherKeys(settings)));
        } catch (ConfigProblemsException e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
            return Optional.empty();
        }
    }

    /** The keys that are not the worker's; those of single listeners are checked when the listeners open. */
    private static Set<String> otherKeys(Map<String, String> settings) {
        var keys = new HashSet<>(BrokerConfig.definition().names());
        keys.addAll(RestSettings.knownKeys());
        keys.add(DATA_DIR);
        settings.keySet().stream()
                .filter(key -> key.startsWith("listener.name."))
                .forEach(keys::add);
        return keys;
    }
}
