package io.leat.rest.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One rule of {@code response.http.headers.config}: {@code [set|add|setDate|addDate] <header>:<value>}. Rules are
 * separated by commas; one that holds a comma stands in double quotes. The value of a date is milliseconds from now.
 */
public record HeaderRule(Action action, String header, String value) {

    /** {@code set} replaces, {@code add} puts beside. */
    public enum Action {
        SET,
        ADD,
        SET_DATE,
        ADD_DATE
    }

    /** @throws IllegalArgumentException for the first rule that is not in the form above */
    public static List<HeaderRule> parseAll(String config) {
        var rules = new ArrayList<HeaderRule>();
        for (var rule : split(config)) {
            if (!rule.isBlank()) {
                rules.add(parse(rule.trim()));
            }
        }
        return rules;
    }

    private static HeaderRule parse(String rule) {
        var parts = rule.split("\\s+", 2);
        var colon = parts.length < 2 ? -1 : parts[1].indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("\"" + rule + "\" must be [set|add|setDate|addDate] <header>:<value>");
        }
        var parsed = new HeaderRule(
                action(parts[0]),
                parts[1].substring(0, colon).trim(),
                parts[1].substring(colon + 1).trim());
        parsed.check();
        return parsed;
    }

    private static Action action(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "set" -> Action.SET;
            case "add" -> Action.ADD;
            case "setdate" -> Action.SET_DATE;
            case "adddate" -> Action.ADD_DATE;
            default ->
                throw new IllegalArgumentException(
                        "\"" + given + "\" is not an action: use set, add, setDate or addDate");
        };
    }

    private void check() {
        if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("\"" + header + "\" is not a header name");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the value of " + header + " has control characters");
        }
        if (action.name().endsWith("_DATE") && !value.matches("-?\\d{1,15}")) {
            throw new IllegalArgumentException("the value of " + header + " must be milliseconds from now");
        }
    }

    private static List<String> split(String config) {
        var rules = new ArrayList<String>();
        var current = new StringBuilder();
        var quoted = false;
        for (var character : config.toCharArray()) {
            if (character == '"') {
                quoted = !quoted;
            } else if (character == ',' && !quoted) {
                rules.add(current.toString());
                current.setLength(0);
            } else {
                current.append(character);
            }
        }
        rules.add(current.toString());
        return rules;
    }
}
