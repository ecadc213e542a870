package io.leat.distribution;

import io.leat.broker.BrokerConfig;
import io.leat.rest.InvalidSettings;
import io.leat.rest.RestSettings;
import io.leat.runtime.config.ConfigProblemsException;
import io.leat.runtime.config.WorkerSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The configuration of a server, read by those it concerns: the log ({@code data.dir}, Kafka's broker keys), REST and the
 * worker (Kafka Connect's keys). Whatever is wrong is told at once.
 */
record ServerConfig(BrokerConfig broker, RestSettings rest, WorkerSettings worker) {

    static final String DATA_DIR = "data.dir";
    static final String BROKER_LISTENERS = "broker.listeners";

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String DEFAULT_DATA_DIR = "data";
    private static final Pattern BROKER_LISTENER = Pattern.compile("[A-Z_]+://[^/:]*:\\d{1,5}");

    /** @throws StartException with all problems, each by its key */
    static ServerConfig of(Map<String, String> settings) throws StartException {
        var problems = new ArrayList<String>();
        var dataDir = dataDir(settings, problems);
        checkCluster(settings, problems);
        checkBrokerListeners(settings, problems);
        checkLog(settings, problems);
        var rest = rest(settings, problems);
        var worker = worker(settings, problems);
        if (!problems.isEmpty() || rest.isEmpty() || worker.isEmpty()) {
            throw StartException.configuration(problems);
        }
        return new ServerConfig(BrokerConfig.of(dataDir, settings), rest.get(), worker.get());
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

    private static void checkBrokerListeners(Map<String, String> settings, List<String> problems) {
        for (var listener : settings.getOrDefault(BROKER_LISTENERS, "").split(",", -1)) {
            if (!listener.isBlank() && !BROKER_LISTENER.matcher(listener.trim()).matches()) {
                problems.add(
                        BROKER_LISTENERS + ": " + listener.trim() + " is not of the form PLAINTEXT://127.0.0.1:9092");
            }
        }
    }

    private static void checkLog(Map<String, String> settings, List<String> problems) {
        for (var value : BrokerConfig.definition().validate(settings)) {
            value.errorMessages().forEach(message -> problems.add(value.name() + ": " + message));
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
            return Optional.of(WorkerSettings.parse(settings, otherKeys()));
        } catch (ConfigProblemsException e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
            return Optional.empty();
        }
    }

    /** The keys that are not the worker's. */
    private static Set<String> otherKeys() {
        var keys = new HashSet<>(BrokerConfig.definition().names());
        keys.addAll(RestSettings.knownKeys());
        keys.add(DATA_DIR);
        keys.add(BROKER_LISTENERS);
        return keys;
    }
}
