package io.leat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.rest.fake.RestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PluginFoldersTest {

    private static RestFixture rest;

    @BeforeAll
    static void start() {
        rest = new RestFixture();
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @Test
    void showsEachFolderWithItsPluginsAndItsProblem() {
        var folders = RestFixture.json(rest.get("/plugin-folders"));

        assertThat(folders.at("/0/state").asText()).isEqualTo("LOADED");
        assertThat(folders.at("/0/plugins/0/version").asText()).isEqualTo("4.3.1");
        assertThat(folders.at("/0").has("problem")).isFalse();
        assertThat(folders.at("/1/name").asText()).isEqualTo("torn.jar");
        assertThat(folders.at("/1/problem").asText()).isEqualTo("zip END header not found");
    }

    @Test
    void saysWhatARefreshHasChangedAndRestarted() {
        var answer = rest.send("POST", "/plugin-folders/refresh", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"added\":[\"new\"],\"replaced\":[\"file\"],\"removed\":[],\"restarted\":[\"src\"]}");
    }
}
