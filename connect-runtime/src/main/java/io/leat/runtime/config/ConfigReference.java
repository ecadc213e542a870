package io.leat.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a value that a config provider fills: {@code ${provider:key}} or {@code ${provider:path:key}}. The syntax is
 * that of Kafka's {@code ConfigTransformer}.
 *
 * @param path empty where the reference has none
 */
record ConfigReference(String provider, String path, String key) {

    private static final Pattern SYNTAX = Pattern.compile("\\$\\{([^}:]+):(?:([^}]*?):)?([^}:]*)}");

    static List<ConfigReference> in(String value) {
        var found = new ArrayList<ConfigReference>();
        for (var matcher = SYNTAX.matcher(value); matcher.find(); ) {
            found.add(of(matcher.toMatchResult()));
        }
        return found;
    }

    /** Whether a value is one reference and nothing else. */
    static boolean isOne(String value) {
        return SYNTAX.matcher(value.strip()).matches();
    }

    static String replace(String value, Function<ConfigReference, String> by) {
        return SYNTAX.matcher(value).replaceAll(match -> Matcher.quoteReplacement(by.apply(of(match))));
    }

    private static ConfigReference of(MatchResult match) {
        var path = match.group(2);
        return new ConfigReference(match.group(1), path == null ? "" : path, match.group(3));
    }

    /** As it stands in the configuration. */
    @Override
    public String toString() {
        return "${" + provider + ":" + (path.isEmpty() ? "" : path + ":") + key + "}";
    }
}
