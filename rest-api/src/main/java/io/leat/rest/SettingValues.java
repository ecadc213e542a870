package io.leat.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Typed access to a map of strings that notes what is wrong instead of stopping at it. An empty value counts as none. */
final class SettingValues {

    private final Map<String, String> config;
    private final List<String> problems = new ArrayList<>();

    SettingValues(Map<String, String> config) {
        this.config = config;
    }

    Map<String, String> config() {
        return config;
    }

    /** Everything noted so far; further problems may be added. */
    List<String> problems() {
        return problems;
    }

    void problem(String key, String what) {
        problems.add(key + ": " + what);
    }

    void problem(String key, IllegalArgumentException wrong) {
        problem(key, String.valueOf(wrong.getMessage()));
    }

    Duration millis(String key, Duration fallback) {
        return Duration.ofMillis(number(key, fallback.toMillis(), 1, Integer.MAX_VALUE));
    }

    long number(String key, long fallback, long least, long most) {
        var given = text(key);
        if (given.isEmpty()) {
            return fallback;
        }
        if (given.get().matches("\\d{1,18}")) {
            var number = Long.parseLong(given.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        problem(key, "must be a whole number from " + least + " to " + most);
        return fallback;
    }

    boolean flag(String key) {
        var given = text(key).orElse("false").toLowerCase(Locale.ROOT);
        if (!given.equals("true") && !given.equals("false")) {
            problem(key, "must be true or false");
        }
        return given.equals("true");
    }

    Set<String> items(String key) {
        var items = new LinkedHashSet<String>();
        Arrays.stream(text(key).orElse("").split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }

    static Set<String> lowerCase(Set<String> items) {
        var lower = new LinkedHashSet<String>();
        items.forEach(item -> lower.add(item.toLowerCase(Locale.ROOT)));
        return lower;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(config.get(key)).map(String::trim).filter(text -> !text.isEmpty());
    }
}
