package io.leat.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The connector settings of Kafka Connect 4.3.1, as listed by a program that asked its own ConfigDefs. */
record StockDefinitions(
        String scope, String name, String type, boolean required, Optional<String> defaultValue, String importance) {

    static List<StockDefinitions> read() throws IOException {
        try (var in = StockDefinitions.class.getResourceAsStream("connect-4.3.1-configdefs.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(StockDefinitions::of)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static StockDefinitions of(String[] columns) {
        var required = columns[3].equals("REQUIRED");
        var given = required || columns[3].equals("null") ? Optional.<String>empty() : Optional.of(columns[3]);
        // The version's default is that of the connector asked for; the list was made without one.
        var defaultValue = columns[1].equals("connector.plugin.version") ? Optional.of("4.3.1") : given;
        return new StockDefinitions(columns[0], columns[1], columns[2], required, defaultValue, columns[5]);
    }
}
