package io.leat.rest.fake;

import io.leat.rest.resource.LogLevels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Log levels that change nothing. */
public final class FakeLogLevels implements LogLevels {

    private static final long NOW = 1_795_425_702_960L;

    private final Map<String, Logger> levels = new TreeMap<>(Map.of("root", new Logger(Level.INFO, null)));

    @Override
    public synchronized Map<String, Logger> all() {
        return new TreeMap<>(levels);
    }

    @Override
    public synchronized Optional<Logger> find(String name) {
        return Optional.ofNullable(levels.get(name));
    }

    @Override
    public synchronized List<String> set(String name, Level level) {
        levels.put(name, new Logger(level, NOW));
        return List.of(name);
    }
}
