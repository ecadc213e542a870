package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProvidersTest {

    private static final String FILE = "org.apache.kafka.common.config.provider.FileConfigProvider";
    private static final String DIRECTORY = "org.apache.kafka.common.config.provider.DirectoryConfigProvider";
    private static final String ENVIRONMENT = "org.apache.kafka.common.config.provider.EnvVarConfigProvider";

    @TempDir
    Path temp;

    private ConfigProviders providers;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(temp.resolve("allowed"));
        providers = ConfigProviders.open(
                Map.of(
                        "file", provider(FILE, "allowed.paths", allowed()),
                        "dir", provider(DIRECTORY, "allowed.paths", allowed()),
                        "os", provider(ENVIRONMENT, "allowlist.pattern", "PATH|ABSENT")),
                TestPlugins.open(temp.resolve("cache")));
    }

    @AfterEach
    void close() {
        providers.close();
    }

    @Test
    void fillsInValuesFromFilesFoldersAndTheEnvironment() throws IOException {
        var file = Files.writeString(allowed("secrets.properties"), "password=s3cr3t\nuser=ann\n");
        Files.writeString(allowed("token"), "t0ken");

        var resolved = providers.resolve(Map.of(
                "login",
                "${file:" + file + ":user}/${file:" + file + ":password}",
                "token",
                "${dir:" + allowed() + ":token}",
                "path",
                "${os:PATH}",
                "plain",
                "as it is"));

        assertThat(resolved.values())
                .containsEntry("login", "ann/s3cr3t")
                .containsEntry("token", "t0ken")
                .containsEntry("path", System.getenv("PATH"))
                .containsEntry("plain", "as it is");
        assertThat(resolved.toString()).doesNotContain("s3cr3t");
        assertThat(SecretMask.of(resolved.secrets()).apply("login s3cr3t failed"))
                .isEqualTo("login [hidden] failed");
    }

    @Test
    void namesKeyAndProviderWhenAValueIsMissing() throws IOException {
        var file = Files.writeString(allowed("secrets.properties"), "other=s3cr3t\n");

        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${file:" + file + ":password}")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("db.password")
                .hasMessageContaining("'file'")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void namesKeyAndProviderWhenAFileIsMissing() {
        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${file:" + allowed("none") + ":password}")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("db.password")
                .hasMessageContaining("'file'");
    }

    @Test
    void takesAUsualProviderThatIsNotConfiguredForAMistake() {
        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${env:DB_PASSWORD}")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("no config provider 'env' is configured");
    }

    @Test
    void leavesTemplatesOfConnectorsAlone() {
        var template = "logs-${date:now:yyyy}-${topic}";

        assertThat(providers.resolve(Map.of("index", template)).values()).containsEntry("index", template);
    }

    @Test
    void reportsAProviderThatIsNotInstalled() {
        assertThatThrownBy(() -> ConfigProviders.open(
                        Map.of("vault", new WorkerSettings.Provider("com.example.Vault", Map.of("token", "s3cr3t"))),
                        TestPlugins.open(temp.resolve("cache"))))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("config.providers.vault.class")
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        FILE + ", allowed.paths, to / to allow all",
        DIRECTORY + ", allowed.paths, to / to allow all",
        ENVIRONMENT + ", allowlist.pattern, to .* to allow all"
    })
    void refusesAProviderThatWouldReadEverything(String className, String parameter, String advice) {
        assertThatThrownBy(() -> open(new WorkerSettings.Provider(className, Map.of())))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageStartingWith("config.providers.p.param." + parameter + ": missing")
                .hasMessageContaining(advice);
        assertThatThrownBy(() -> open(provider(className, parameter, " ")))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("config.providers.p.param." + parameter);
    }

    @ParameterizedTest
    @CsvSource({FILE + ", allowed.paths, /", DIRECTORY + ", allowed.paths, /", ENVIRONMENT + ", allowlist.pattern, .*"})
    void takesAProviderThatReadsEverythingOnPurpose(String className, String parameter, String all) {
        open(provider(className, parameter, all)).close();
    }

    @Test
    void reportsAnAllowListThatCannotBeRead() {
        assertThatThrownBy(() -> open(provider(ENVIRONMENT, "allowlist.pattern", "A(")))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("config.providers.p");
        assertThatThrownBy(() -> open(provider(FILE, "allowed.paths", "relative")))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("config.providers.p")
                .hasMessageContaining("relative");
    }

    @Test
    void tellsOfAReferenceOutsideOfTheAllowListWithoutItsValue() throws IOException {
        var outside = Files.writeString(temp.resolve("secrets.properties"), "password=s3cr3t\n");
        var around = "${file:" + allowed() + "/../secrets.properties:password}";

        for (var reference : List.of(
                "${file:" + outside + ":password}", around, "${dir:" + temp + ":secrets.properties}", "${os:HOME}")) {
            assertThatThrownBy(() -> providers.resolve(Map.of("db.password", reference)))
                    .isInstanceOf(RequestException.Invalid.class)
                    .hasMessageContaining("Cannot resolve " + reference + " in configuration db.password")
                    .hasMessageContaining("may not read this: the worker's config.providers.")
                    .hasMessageNotContaining("s3cr3t");
        }
    }

    @Test
    void tellsOfAVariableThatIsAllowedButNotThere() {
        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${os:ABSENT}")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("has no such key");
    }

    private ConfigProviders open(WorkerSettings.Provider provider) {
        return ConfigProviders.open(Map.of("p", provider), TestPlugins.open(temp.resolve("cache")));
    }

    private String allowed() {
        return temp.resolve("allowed").toString();
    }

    private Path allowed(String file) {
        return temp.resolve("allowed").resolve(file);
    }

    private static WorkerSettings.Provider provider(String className, String parameter, String value) {
        return new WorkerSettings.Provider(className, Map.of(parameter, value));
    }
}
