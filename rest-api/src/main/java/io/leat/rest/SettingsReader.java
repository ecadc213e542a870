package io.leat.rest;

import io.leat.rest.http.HeaderRule;
import io.leat.rest.security.AuthenticationSettings;
import io.leat.rest.security.HostRule;
import io.leat.rest.security.OriginRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes {@link RestSettings} out of a map of strings and collects every problem on the way. Used once. */
final class SettingsReader {

    private static final String DEFAULT_LISTENER = "http://127.0.0.1:8083";

    private final SettingValues values;

    SettingsReader(Map<String, String> config) {
        this.values = new SettingValues(config);
    }

    RestSettings read() {
        var standard = Limits.standard();
        var listeners = listeners(
                SettingKeys.LISTENERS, values.text(SettingKeys.LISTENERS).orElse(DEFAULT_LISTENER));
        var admin = admin();
        var authentication = authentication();
        checkExposure(listeners, admin.own(), authentication);
        var settings = new RestSettings(
                listeners,
                admin,
                tls(listeners, SettingKeys.TLS_PREFIX),
                tls(admin.own(), SettingKeys.ADMIN_TLS_PREFIX),
                authentication,
                new HostRule(SettingValues.lowerCase(values.items(SettingKeys.ALLOWED_HOSTS))),
                new OriginRule(values.items(SettingKeys.ORIGINS), values.items(SettingKeys.METHODS)),
                headers(),
                new Limits(
                        (int) values.number(SettingKeys.MAX_BODY, standard.maxBodyBytes(), 1024, 1 << 30),
                        values.millis(SettingKeys.REQUEST_TIMEOUT, standard.requestTimeout()),
                        values.millis(SettingKeys.IDLE_TIMEOUT, standard.idleTimeout()),
                        values.millis(SettingKeys.TRANSFER_TIMEOUT, standard.transferTimeout()),
                        standard.maxConnections(),
                        standard.maxThreads()));
        if (!values.problems().isEmpty()) {
            throw new InvalidSettings(values.problems());
        }
        return settings;
    }

    private List<Listener> listeners(String key, String given) {
        var listeners = new ArrayList<Listener>();
        for (var item : given.split(",")) {
            try {
                listeners.add(Listener.parse(item));
            } catch (IllegalArgumentException wrong) {
                values.problem(key, wrong);
            }
        }
        return listeners;
    }

    private AdminListeners admin() {
        var given = values.config().get(SettingKeys.ADMIN_LISTENERS);
        if (given == null) {
            return new AdminListeners(true, List.of());
        }
        return new AdminListeners(false, given.isBlank() ? List.of() : listeners(SettingKeys.ADMIN_LISTENERS, given));
    }

    private void checkExposure(List<Listener> listeners, List<Listener> admin, AuthenticationSettings authentication) {
        var allowed = values.flag(SettingKeys.ALLOW_UNAUTHENTICATED);
        listeners.forEach(each -> ExposureRule.problem(each, authentication.required(), allowed)
                .ifPresent(problem -> values.problem(SettingKeys.LISTENERS, problem)));
        admin.forEach(each -> ExposureRule.problem(each, authentication.required(), allowed)
                .ifPresent(problem -> values.problem(SettingKeys.ADMIN_LISTENERS, problem)));
    }

    private TlsSettings tls(List<Listener> listeners, String prefix) {
        return listeners.stream().anyMatch(Listener::tls)
                ? TlsSettings.parse(values.config(), prefix, values.problems())
                : new TlsSettings(Map.of());
    }

    private AuthenticationSettings authentication() {
        var kinds = SettingValues.lowerCase(values.items(SettingKeys.AUTHENTICATION));
        if (!Set.of("none", "basic", "bearer").containsAll(kinds) || (kinds.contains("none") && kinds.size() > 1)) {
            values.problem(SettingKeys.AUTHENTICATION, "must be none, basic, bearer or basic,bearer");
        }
        return new AuthenticationSettings(
                file(SettingKeys.USERS_FILE, kinds.contains("basic"), "basic"),
                file(SettingKeys.TOKENS_FILE, kinds.contains("bearer"), "bearer"),
                values.flag(SettingKeys.OPEN_HEALTH));
    }

    private Optional<Path> file(String key, boolean needed, String kind) {
        if (!needed) {
            return Optional.empty();
        }
        var path = values.text(key).map(Path::of);
        if (path.isEmpty()) {
            values.problem(key, "missing; " + SettingKeys.AUTHENTICATION + "=" + kind + " needs it");
        } else if (!Files.isReadable(path.get())) {
            values.problem(key, "cannot read " + path.get());
        }
        return path;
    }

    private List<HeaderRule> headers() {
        try {
            return HeaderRule.parseAll(values.text(SettingKeys.HEADERS).orElse(""));
        } catch (IllegalArgumentException wrong) {
            values.problem(SettingKeys.HEADERS, wrong);
            return List.of();
        }
    }
}
