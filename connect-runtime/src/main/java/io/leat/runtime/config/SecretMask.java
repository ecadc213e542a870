package io.leat.runtime.config;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes known secrets out of texts that others wrote, such as a connector's validation messages, also in the forms that
 * {@link SecretForms} names.
 */
public final class SecretMask {

    /** What Kafka shows in place of a password. */
    public static final String HIDDEN = "[hidden]";

    public static final SecretMask NONE = new SecretMask(List.of());

    /** Shorter ones are words of ordinary texts: they are masked only where a message quotes them as the value. */
    private static final int LONG_ENOUGH = 4;

    private final List<String> secrets;

    private SecretMask(List<String> secrets) {
        this.secrets = secrets;
    }

    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets.stream()
                .map(String::strip) // as Kafka does before connectors see them
                .filter(s -> !s.isEmpty())
                .flatMap(SecretForms::of)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    public String apply(String text) {
        var masked = text;
        for (var secret : secrets) {
            masked = secret.length() >= LONG_ENOUGH
                    ? masked.replace(secret, HIDDEN)
                    : masked.replaceAll("(?i)(value |')" + Pattern.quote(secret) + "( for |')", "$1" + HIDDEN + "$2");
        }
        return masked;
    }

    /** The stack trace of a failure, for a status or the log. */
    public String trace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return apply(text.toString());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SecretMask[" + secrets.size() + " secrets]";
    }
}
