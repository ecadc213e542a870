package io.leat.rest.security;

import java.security.SecureRandom;

/** Lines for the users file whose hash takes no time. */
public final class CheapCredentials {

    private CheapCredentials() {}

    public static String userLine(String name, String password) {
        return name + ":"
                + PasswordHash.of(password.toCharArray(), 1000, new SecureRandom())
                        .line();
    }
}
