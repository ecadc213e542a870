package io.leat.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.RequestException;
import io.leat.runtime.plugin.TestPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigProvidersTest {

    @TempDir
    Path temp;

    private ConfigProviders providers;

    @BeforeEach
    void open() {
        providers = ConfigProviders.open(
                Map.of(
                        "file", provider("org.apache.kafka.common.config.provider.FileConfigProvider"),
                        "dir", provider("org.apache.kafka.common.config.provider.DirectoryConfigProvider"),
                        "os", provider("org.apache.kafka.common.config.provider.EnvVarConfigProvider")),
                TestPlugins.open(temp.resolve("cache")));
    }

    @AfterEach
    void close() {
        providers.close();
    }

    @Test
    void fillsInValuesFromFilesFoldersAndTheEnvironment() throws IOException {
        var file = Files.writeString(temp.resolve("secrets.properties"), "password=s3cr3t\nuser=ann\n");
        Files.writeString(temp.resolve("token"), "t0ken");

        var resolved = providers.resolve(Map.of(
                "login",
                "${file:" + file + ":user}/${file:" + file + ":password}",
                "token",
                "${dir:" + temp + ":token}",
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
        var file = Files.writeString(temp.resolve("secrets.properties"), "other=s3cr3t\n");

        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${file:" + file + ":password}")))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("db.password")
                .hasMessageContaining("'file'")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void namesKeyAndProviderWhenAFileIsMissing() {
        assertThatThrownBy(() -> providers.resolve(Map.of("db.password", "${file:/no/such/file:password}")))
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

    private static WorkerSettings.Provider provider(String className) {
        return new WorkerSettings.Provider(className, Map.of());
    }
}
