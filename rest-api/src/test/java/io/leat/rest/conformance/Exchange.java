package io.leat.rest.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request and what is expected of its answer.
 *
 * @param values JSON pointer to the text that must stand there
 * @param shape an example of the body
 */
record Exchange(
        String method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        int status,
        Optional<String> location,
        Map<String, String> values,
        Optional<String> shape) {

    /** Entries are separated by empty lines, in the form that the head of the file explains. */
    static List<Exchange> parseAll(String text) {
        var exchanges = new ArrayList<Exchange>();
        for (var entry : text.split("\n\\s*\n")) {
            var lines = entry.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                exchanges.add(parse(lines));
            }
        }
        return exchanges;
    }

    private static Exchange parse(List<String> lines) {
        var request = lines.get(0).split(" ", 2);
        var headers = new LinkedHashMap<String, String>();
        var values = new LinkedHashMap<String, String>();
        var status = new String[] {"", null};
        var body = first(lines, "> ");
        for (var line : lines.subList(1, lines.size())) {
            switch (line.charAt(0)) {
                case '~' -> put(headers, line.substring(2), ": ");
                case '=' -> put(values, line.substring(2), " ");
                case '>', '<' -> {}
                default -> System.arraycopy((line + " ").split(" ", 2), 0, status, 0, 2);
            }
        }
        return new Exchange(
                request[0],
                request[1],
                headers,
                body,
                Integer.parseInt(status[0]),
                Optional.of(status[1].trim()).filter(location -> !location.isEmpty()),
                values,
                first(lines, "< "));
    }

    private static void put(Map<String, String> into, String line, String separator) {
        var parts = line.split(separator, 2);
        into.put(parts[0], parts[1]);
    }

    private static Optional<String> first(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(2))
                .findFirst();
    }

    /** Only what changes nothing may be asked again until the answer is as expected. */
    boolean isRepeatable() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path + body.map(text -> " " + text).orElse("") + " answers " + status;
    }
}
