package io.leat.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Gathers the settings of a server from a properties file and from the command line, which wins. */
final class ServerSettings {

    private ServerSettings() {}

    static Map<String, String> read(Optional<Path> file, Map<String, String> fromCommandLine) throws StartException {
        var settings = new LinkedHashMap<String, String>();
        if (file.isPresent()) {
            settings.putAll(load(file.get()));
        }
        settings.putAll(fromCommandLine);
        return settings;
    }

    private static Map<String, String> load(Path file) throws StartException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw StartException.configuration(List.of("--config: there is no file " + file.toAbsolutePath()));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw StartException.configuration(
                    List.of("--config: " + file.toAbsolutePath() + " cannot be read as properties: " + e.getMessage()));
        }
        var settings = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> settings.put(key, properties.getProperty(key).trim()));
        return settings;
    }
}
