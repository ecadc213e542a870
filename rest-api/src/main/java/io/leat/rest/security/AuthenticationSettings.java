package io.leat.rest.security;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How clients say who they are; both kinds may be on at once.
 *
 * @param users the users file, if basic authentication is on
 * @param tokens the tokens file, if bearer tokens are on
 * @param openHealth whether {@code GET /health} needs neither
 */
public record AuthenticationSettings(Optional<Path> users, Optional<Path> tokens, boolean openHealth) {

    public static AuthenticationSettings none() {
        return new AuthenticationSettings(Optional.empty(), Optional.empty(), true);
    }

    public boolean required() {
        return users.isPresent() || tokens.isPresent();
    }
}
