package io.leat.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.plugin.InstalledPlugins;
import io.leat.runtime.plugin.JarBuilder;
import io.leat.runtime.plugin.PluginType;
import io.leat.runtime.plugin.TestPlugins;
import io.leat.runtime.plugin.TinySource;
import io.leat.runtime.plugin.VersionRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that come, change and go while the worker runs. */
class HotPluginsTest {

    @TempDir
    Path temp;

    private final WorkerFixture fixture = new WorkerFixture();
    private Path path;
    private InstalledPlugins plugins;

    @BeforeEach
    void makePluginPath() throws IOException {
        path = Files.createDirectories(temp.resolve("plugins"));
    }

    @AfterEach
    void close() {
        fixture.close();
        plugins.close();
    }

    @Test
    void usesAPluginThatIsCopiedInWhileTheWorkerRuns() {
        var worker = start("100");
        assertThatThrownBy(() -> create(worker, "late", "late.Source")).isInstanceOf(RequestException.Invalid.class);

        install("late.Source", "1.0", "late");

        await().until(() -> !worker.pluginFolders().list().isEmpty()
                && worker.pluginFolders().list().get(0).state() == InstalledFolder.State.LOADED);
        create(worker, "late", "late.Source");
        fixture.awaitStatus("late", "RUNNING");
    }

    @Test
    void restartsTheConnectorsOfAReplacedPluginAndNoOthers() {
        install("a.Source", "1.0", "a");
        install("b.Source", "1.0", "b");
        var worker = start("60000");
        create(worker, "of-a", "a.Source");
        create(worker, "of-b", "b.Source");
        fixture.awaitStatus("of-a", "RUNNING");
        fixture.awaitStatus("of-b", "RUNNING");

        install("a.Source", "1.1", "a");
        var refreshed = worker.pluginFolders().refresh();

        assertThat(refreshed.replaced()).containsExactly("a");
        assertThat(refreshed.restarted()).containsExactly("of-a");
        assertThat(version(worker, "of-a")).contains("1.1");
        assertThat(version(worker, "of-b")).contains("1.0");
    }

    @Test
    void movesConnectorsToANewerVersionBesideUnlessTheirRangeExcludesIt() {
        install("a.Source", "1.0", "a-1.0");
        var worker = start("60000");
        create(worker, "any", "a.Source");
        worker.create(
                "pinned",
                Map.of("connector.class", "a.Source", "connector.plugin.version", "[1.0,2.0)"),
                TargetState.STARTED);
        fixture.awaitStatus("any", "RUNNING");
        fixture.awaitStatus("pinned", "RUNNING");

        install("a.Source", "2.0", "a-2.0");
        var refreshed = worker.pluginFolders().refresh();

        assertThat(refreshed.added()).containsExactly("a-2.0");
        assertThat(refreshed.restarted()).containsExactly("any");
        assertThat(version(worker, "any")).contains("2.0");
        assertThat(version(worker, "pinned")).contains("1.0");
        assertThatThrownBy(() -> worker.create(
                        "gone",
                        Map.of("connector.class", "a.Source", "connector.plugin.version", "[3.0,)"),
                        TargetState.STARTED))
                .hasMessageContaining("available versions: [1.0, 2.0]");
    }

    @Test
    void startsAConnectorWhosePluginWasMissingAtTheStart() throws IOException {
        install("a.Source", "1.0", "a");
        var worker = start("60000");
        create(worker, "of-a", "a.Source");
        fixture.awaitStatus("of-a", "RUNNING");
        Files.move(path.resolve("a"), path.resolve(".a"));
        worker.pluginFolders().refresh();
        worker.restart("of-a");
        fixture.awaitStatus("of-a", "FAILED");

        Files.move(path.resolve(".a"), path.resolve("a"));
        var refreshed = worker.pluginFolders().refresh();

        assertThat(refreshed.restarted()).containsExactly("of-a");
        fixture.awaitStatus("of-a", "RUNNING");
    }

    @Test
    void letsConnectorsOfARemovedPluginGoOnAndMarksIt() throws IOException {
        install("a.Source", "1.0", "a");
        var worker = start("60000");
        create(worker, "of-a", "a.Source");
        fixture.awaitStatus("of-a", "RUNNING");

        Files.delete(path.resolve("a/a.jar"));
        var refreshed = worker.pluginFolders().refresh();

        assertThat(refreshed.removed()).containsExactly("a");
        assertThat(refreshed.restarted()).isEmpty();
        assertThat(fixture.states("of-a")).isEqualTo("RUNNING");
        assertThat(worker.pluginFolders().list())
                .extracting(InstalledFolder::name, InstalledFolder::state)
                .containsExactly(tuple("a", InstalledFolder.State.REMOVED));
        assertThatThrownBy(() -> create(worker, "another", "a.Source")).isInstanceOf(RequestException.Invalid.class);
    }

    @Test
    void reportsATornJarWithoutHarmToOthersAndUsesItOnceItIsWhole() throws IOException {
        install("a.Source", "1.0", "a");
        install("torn.Source", "1.0", "torn");
        var jar = path.resolve("torn/a.jar");
        var whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        var worker = start("60000");

        var torn = worker.pluginFolders().list().get(1);
        assertThat(torn.state()).isEqualTo(InstalledFolder.State.BROKEN);
        assertThat(torn.problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("cannot be read").doesNotContain(temp.toString()));
        create(worker, "of-a", "a.Source");

        Files.write(jar, whole);
        assertThat(worker.pluginFolders().refresh().replaced()).containsExactly("torn");
        create(worker, "of-torn", "torn.Source");
        fixture.awaitStatus("of-torn", "RUNNING");
    }

    @Test
    void letsGoOfTheClassesOfAReplacedPlugin() {
        install("a.Source", "1.0", "a");
        var worker = start("60000");
        create(worker, "of-a", "a.Source");
        fixture.awaitStatus("of-a", "RUNNING");
        var old = new WeakReference<>(loader());

        install("a.Source", "2.0", "a");
        worker.pluginFolders().refresh();
        worker.pluginFolders().refresh(); // closes what the first has replaced

        await().until(() -> {
            System.gc();
            return old.get() == null;
        });
    }

    private ClassLoader loader() {
        return plugins.loaderOf(PluginType.SOURCE, "a.Source", VersionRange.LATEST)
                .orElseThrow();
    }

    private LocalWorker start(String interval) {
        plugins = TestPlugins.open(temp.resolve("cache"), path);
        return fixture.with(plugins)
                .set("plugin.hot.reload.interval.ms", interval)
                .start();
    }

    private static void create(Worker worker, String name, String className) {
        worker.create(name, Map.of("connector.class", className), TargetState.STARTED);
    }

    private static Optional<String> version(Worker worker, String name) {
        return worker.status(name).connector().version();
    }

    /** Written elsewhere and moved into place, as an installer should. */
    private void install(String className, String version, String folder) {
        var jar = new JarBuilder(temp)
                .source(className, TinySource.code(className, version))
                .service(SourceConnector.class, className)
                .write(temp.resolve("made/" + folder + version + ".jar"));
        try {
            Files.createDirectories(path.resolve(folder));
            Files.move(jar, path.resolve(folder).resolve("a.jar"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
