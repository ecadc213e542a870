package io.leat.rest.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The common form of the users file and the tokens file: {@code <name>:<hash>} a line. */
final class CredentialLines {

    private CredentialLines() {}

    /** @throws IllegalArgumentException naming the line that is wrong, never its content */
    static <H> Map<String, H> parse(List<String> lines, Function<String, H> hash) {
        var entries = new LinkedHashMap<String, H>();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).trim();
            if (!line.isEmpty() && !line.startsWith("#")) {
                parse("line " + (i + 1), line, hash, entries);
            }
        }
        return entries;
    }

    private static <H> void parse(String where, String line, Function<String, H> hash, Map<String, H> entries) {
        var colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(where + ": expected <name>:<hash>");
        }
        try {
            if (entries.put(line.substring(0, colon), hash.apply(line.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("the name stands there twice");
            }
        } catch (NumberFormatException unquotable) {
            throw new IllegalArgumentException(where + ": the hash is damaged");
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(where + ": " + wrong.getMessage());
        }
    }
}
