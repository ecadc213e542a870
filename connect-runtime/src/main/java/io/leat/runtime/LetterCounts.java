package io.leat.runtime;

import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.DecisionStore;
import io.leat.runtime.state.LetterTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of all dead-letter topics, each counted on when somebody looks. Safe for use from any thread. */
final class LetterCounts implements Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(LetterCounts.class);

    /** Letters that one look counts at most: a scrape has little time. */
    private static final int MOST_BY_REQUEST = 200_000;

    private static final int MOST_BY_SCRAPE = 20_000;
    private static final int MOST_FORGOTTEN = 1_000;

    private final ConfigStore configs;
    private final DecisionStore decisions;
    private final LetterTopic letters;
    private final Map<String, LetterFigures> topics = new HashMap<>();

    LetterCounts(ConfigStore configs, DecisionStore decisions, LetterTopic letters) {
        this.configs = configs;
        this.decisions = decisions;
        this.letters = letters;
    }

    synchronized DeadLetterQueue.Groups groups(String connector, String topic) {
        if (topic.isEmpty()) {
            return new DeadLetterQueue.Groups(List.of(), true);
        }
        var figures = figures(topic);
        var complete = figures.count(MOST_BY_REQUEST);
        if (complete) {
            forgetLost(connector, topic, figures);
        }
        return new DeadLetterQueue.Groups(figures.groups(connector, decisions.all(connector)), complete);
    }

    /** Decisions about letters that retention has deleted are of no use any more. */
    private void forgetLost(String connector, String topic, LetterFigures figures) {
        decisions.forget(decisions.all(connector).keySet().stream()
                .filter(id -> id.partition().topic().equals(topic) && !figures.holds(id))
                .limit(MOST_FORGOTTEN)
                .toList());
    }

    private LetterFigures figures(String topic) {
        return topics.computeIfAbsent(topic, name -> new LetterFigures(letters, name));
    }

    @Override
    public synchronized List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        var configured = configs.snapshot().configs();
        configured.forEach((connector, config) -> {
            var topic = LetterRequests.topic(config);
            if (!topic.isEmpty()) {
                addOpen(samples, connector, topic);
            }
        });
        topics.keySet()
                .removeIf(topic -> configured.values().stream()
                        .noneMatch(config -> topic.equals(
                                config.getOrDefault(ConnectorKeys.DLQ_TOPIC, "").strip())));
        return samples;
    }

    private void addOpen(List<Sample> samples, String connector, String topic) {
        try {
            var figures = figures(topic);
            figures.count(MOST_BY_SCRAPE);
            samples.add(new Sample(
                    "leat_connector_dead_letters_open",
                    "Dead letters that nobody has decided about, or whose replay failed.",
                    Kind.GAUGE,
                    Map.of("connector", connector),
                    figures.open(connector, decisions.all(connector))));
        } catch (RuntimeException e) {
            LOG.warn("The dead letters of {} in {} could not be counted", connector, topic, e);
        }
    }
}
