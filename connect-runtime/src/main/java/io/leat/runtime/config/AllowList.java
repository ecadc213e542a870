package io.leat.runtime.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * What a config provider may read. Kafka's own providers of files, folders and the environment read everything unless a
 * parameter limits them, and with that every file of the process belongs to whoever may register a connector: here they
 * need the parameter.
 *
 * @param key of the worker that says it
 * @param covers whether a reference points to something that may be read
 */
record AllowList(String key, Predicate<ConfigReference> covers) {

    /** What the parameters are called; they are no secrets. */
    static final Set<String> PARAMETERS =
            Set.of(FileConfigProvider.ALLOWED_PATHS_CONFIG, EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG);

    private static final String FILES =
            "every file that Leat's user may read. Set it to the absolute paths of the files"
                    + " and folders meant for connectors, separated by commas, such as /run/secrets, or to / to allow all of them";
    private static final String VARIABLES = "every environment variable. Set it to a regular expression that the whole"
            + " names of the variables meant for connectors match, such as CONNECT_.*, or to .* to allow all of them";

    /**
     * @param name under which references know the provider
     * @return empty for a provider that has no such parameter
     * @throws ConfigProblemsException if it has one that is not set
     */
    static Optional<AllowList> of(String name, ConfigProvider provider, Map<String, String> parameters) {
        if (provider instanceof FileConfigProvider) {
            return Optional.of(ofPaths(name, FileConfigProvider.ALLOWED_PATHS_CONFIG, parameters));
        }
        if (provider instanceof DirectoryConfigProvider) {
            return Optional.of(ofPaths(name, DirectoryConfigProvider.ALLOWED_PATHS_CONFIG, parameters));
        }
        if (provider instanceof EnvVarConfigProvider) {
            return Optional.of(ofNames(name, EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG, parameters));
        }
        return Optional.empty();
    }

    private static AllowList ofPaths(String name, String parameter, Map<String, String> parameters) {
        var paths = paths(required(name, parameter, parameters, FILES));
        return new AllowList(key(name, parameter), reference -> isBeneath(paths, reference));
    }

    private static AllowList ofNames(String name, String parameter, Map<String, String> parameters) {
        var pattern = Pattern.compile(required(name, parameter, parameters, VARIABLES));
        return new AllowList(
                key(name, parameter),
                reference -> pattern.matcher(reference.key()).matches());
    }

    private static String required(String name, String parameter, Map<String, String> parameters, String otherwise) {
        var value = parameters.getOrDefault(parameter, "");
        if (value.isBlank()) {
            throw new ConfigProblemsException(List.of(new Problem(
                    key(name, parameter),
                    "missing; without it any connector's configuration could read " + otherwise)));
        }
        return value;
    }

    private static String key(String name, String parameter) {
        return WorkerKeys.CONFIG_PROVIDERS + "." + name + ".param." + parameter;
    }

    private static List<Path> paths(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).normalize())
                .toList();
    }

    private static boolean isBeneath(List<Path> paths, ConfigReference reference) {
        var path = Path.of(reference.path()).normalize();
        return paths.stream().anyMatch(path::startsWith);
    }

    /** Whether a provider had to answer nothing for this reference because it may not be read. */
    boolean forbids(ConfigReference reference) {
        return !covers.test(reference);
    }
}
