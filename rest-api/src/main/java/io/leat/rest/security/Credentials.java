package io.leat.rest.security;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Makes the lines of the users file and of the tokens file. Both hold one entry a line, {@code <name>:<hash>}; empty
 * lines and lines that begin with {@code #} are skipped. Changes to the files take effect within seconds.
 *
 * <pre>
 * # rest.users.file
 * ann:pbkdf2-sha256$600000$n7Qk…==$9fJx…=
 * # rest.tokens.file
 * ci:sha256$5e884898da28047151d0e56f8dc62927…
 * </pre>
 */
public final class Credentials {

    private static final int TOKEN_BYTES = 32;

    private Credentials() {}

    /**
     * A line for the users file.
     *
     * @param random secure, for the salt
     * @throws IllegalArgumentException if the name or the password cannot be used
     */
    public static String userLine(String name, char[] password, RandomGenerator random) {
        requireName(name);
        if (password.length == 0) {
            throw new IllegalArgumentException("The password is empty");
        }
        return name + ":" + PasswordHash.of(password, random).line();
    }

    /** A new random token and its line for the tokens file. @param random secure */
    public static NewToken newToken(String name, RandomGenerator random) {
        requireName(name);
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = "leat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewToken(token, name + ":" + TokenHash.of(token).line());
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new IllegalArgumentException(
                    "A name has 1 to 64 letters, digits, dots, underscores, hyphens or at signs");
        }
    }

    /** @param token what the client sends, shown once and kept nowhere; {@code line} what goes into the file */
    public record NewToken(String token, String line) {

        @Override
        public String toString() {
            return "NewToken[hidden]";
        }
    }
}
