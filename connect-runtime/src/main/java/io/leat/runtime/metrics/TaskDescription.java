package io.leat.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What runs in a task, in words: classes and versions become known one after the other while it starts. */
final class TaskDescription {

    private final Map<String, String> words = new ConcurrentHashMap<>();

    void put(String name, String word) {
        words.put(name, word);
    }

    String word(String name) {
        return words.getOrDefault(name, "");
    }

    void describe(Figures figures) {
        word(figures, "connector-class", "Class of the connector.");
        word(figures, "connector-type", "source or sink.");
        word(figures, "connector-version", "Version of the connector.");
        word(figures, "task-class", "Class of the task.");
        word(figures, "task-version", "Version of the task.");
        for (var of : new String[] {"key", "value", "header"}) {
            word(figures, of + "-converter-class", "Class of the " + of + " converter.");
            word(figures, of + "-converter-version", "Version of the " + of + " converter.");
        }
    }

    private void word(Figures figures, String name, String help) {
        figures.word(name, help, () -> word(name));
    }
}
