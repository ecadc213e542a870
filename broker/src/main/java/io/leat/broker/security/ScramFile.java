package io.leat.broker.security;

import io.leat.broker.topic.MetadataEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.scram.internals.ScramCredentialUtils;

/**
 * A file with SCRAM users for a log that has none yet: what logins are checked against, never a password.
 *
 * <pre>
 *   line := user ":" mechanism ":" "salt=" base64 ",stored_key=" base64 ",server_key=" base64 ",iterations=" number
 * </pre>
 *
 * Empty lines and lines that begin with {@code #} are left out.
 */
public final class ScramFile {
    private static final Pattern LINE = Pattern.compile("(.+):(SCRAM-SHA-(?:256|512)):(salt=.+)");

    private ScramFile() {}

    /** The lines of a user, one for each mechanism; each call gives others. */
    public static List<String> lines(String user, char[] password) {
        if (user.isBlank() || user.startsWith("#") || !user.equals(LimitedLog.printable(user))) {
            throw new IllegalArgumentException(
                    "the name of a user must not be empty, begin with # or have control characters");
        }
        var lines = new ArrayList<String>();
        for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            lines.add(user + ":" + mechanism.mechanismName() + ":"
                    + ScramCredentialUtils.credentialToString(ScramCredentials.of(mechanism, password)));
        }
        return lines;
    }

    /** @throws ConfigException with the number of a line that is wrong, without what is in it */
    static List<MetadataEntry.Scram> read(Path file) {
        try {
            var lines = Files.readAllLines(file);
            var users = new ArrayList<MetadataEntry.Scram>();
            for (var number = 1; number <= lines.size(); number++) {
                var line = lines.get(number - 1).trim();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    users.add(parse(file, number, line));
                }
            }
            return users;
        } catch (IOException e) {
            throw new ConfigException(
                    SecurityKeys.SCRAM_USERS + ": " + file.toAbsolutePath() + " cannot be read: " + e);
        }
    }

    private static MetadataEntry.Scram parse(Path file, int number, String line) {
        var matcher = LINE.matcher(line);
        try {
            if (matcher.matches()) {
                return new MetadataEntry.Scram(
                        matcher.group(1),
                        ScramMechanism.fromMechanismName(matcher.group(2)),
                        ScramCredentialUtils.credentialFromString(matcher.group(3)));
            }
        } catch (IllegalArgumentException e) {
            // told below: its message quotes the line
        }
        throw new ConfigException(SecurityKeys.SCRAM_USERS + ": line " + number + " of " + file.toAbsolutePath()
                + " is none that leat hash --scram prints");
    }
}
