package io.leat.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.runtime.PluginInfo;
import io.leat.runtime.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPluginsTest {

    private static final String FILE_SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector";

    @TempDir
    Path temp;

    private Path plugins;
    private Path cache;

    @BeforeEach
    void folders() throws IOException {
        plugins = Files.createDirectories(temp.resolve("plugins"));
        cache = temp.resolve("cache");
    }

    @Test
    void loadsKafkasUnmodifiedFileConnectorFromAPluginFolder() throws IOException {
        var folder = Files.createDirectories(plugins.resolve("kafka-file"));
        Files.copy(TestPlugins.kafkaJar("connect-file"), folder.resolve("connect-file.jar"));

        var plugin = open().newInstance(PluginType.SOURCE, Connector.class, "FileStreamSource");

        assertThat(plugin.className()).isEqualTo(FILE_SOURCE);
        assertThat(plugin.version()).isEqualTo("4.3.1");
        assertThat(plugin.instance().getClass().getClassLoader()).isSameAs(plugin.loader());
    }

    @Test
    void findsAPluginByFullNameSimpleNameAndShortName() throws IOException {
        Files.copy(TestPlugins.kafkaJar("connect-file"), plugins.resolve("connect-file.jar"));
        var installed = open();

        assertThat(List.of(FILE_SOURCE, "FileStreamSourceConnector", "FileStreamSource"))
                .allSatisfy(name -> assertThat(installed
                                .newInstance(PluginType.SOURCE, Connector.class, name)
                                .className())
                        .isEqualTo(FILE_SOURCE));
    }

    @Test
    void listsWhatAStockWorkerListsWithItsVersions() throws IOException {
        Files.copy(TestPlugins.kafkaJar("connect-file"), plugins.resolve("connect-file.jar"));

        var listed = open().list();

        assertThat(listed).allSatisfy(p -> assertThat(p.version()).contains("4.3.1"));
        assertThat(listed).hasSize(2 + 26 + 3 + 9 + 10);
        assertThat(listed)
                .contains(
                        new PluginInfo(FILE_SOURCE, "source", Optional.of("4.3.1")),
                        new PluginInfo(
                                "org.apache.kafka.connect.json.JsonConverter", "converter", Optional.of("4.3.1")),
                        new PluginInfo(
                                "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                                "header_converter",
                                Optional.of("4.3.1")),
                        new PluginInfo(
                                "org.apache.kafka.connect.transforms.InsertField$Value",
                                "transformation",
                                Optional.of("4.3.1")));
    }

    @Test
    void resolvesTheClassesThatConfigurationsInTheWildName() {
        var installed = open();

        assertThat(installed
                        .newInstance(PluginType.CONVERTER, Converter.class, "ByteArrayConverter")
                        .className())
                .isEqualTo("org.apache.kafka.connect.converters.ByteArrayConverter");
        assertThat(installed
                        .newInstance(PluginType.CONVERTER, Converter.class, "String")
                        .className())
                .isEqualTo("org.apache.kafka.connect.storage.StringConverter");
        assertThat(installed
                        .newInstance(PluginType.HEADER_CONVERTER, HeaderConverter.class, "Simple")
                        .className())
                .isEqualTo("org.apache.kafka.connect.storage.SimpleHeaderConverter");
        assertThat(installed
                        .newInstance(PluginType.TRANSFORMATION, Transformation.class, "InsertField$Value")
                        .className())
                .isEqualTo("org.apache.kafka.connect.transforms.InsertField$Value");
        for (var provider : List.of("File", "Directory", "EnvVar")) {
            assertThat(installed
                            .newInstance(PluginType.CONFIG_PROVIDER, ConfigProvider.class, provider + "ConfigProvider")
                            .className())
                    .isEqualTo("org.apache.kafka.common.config.provider." + provider + "ConfigProvider");
        }
    }

    @Test
    void namesWhatIsInstalledButNoFilesWhenAPluginIsUnknown() throws IOException {
        Files.copy(TestPlugins.kafkaJar("connect-file"), plugins.resolve("connect-file.jar"));

        assertThatThrownBy(() -> open().newInstance(PluginType.SOURCE, Connector.class, "Nope"))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageStartingWith(
                        "Failed to find any class that implements Connector and which name matches Nope, available connectors are: ")
                .hasMessageContaining(FILE_SOURCE)
                .hasMessageNotContaining(temp.toString())
                .hasMessageNotContaining(".jar");
    }

    @Test
    void refusesAnAliasThatTwoPluginsShareAndNamesBoth() {
        source("a.CountSource").write(plugins.resolve("one/one.jar"));
        source("b.CountSource").write(plugins.resolve("two/two.jar"));

        assertThatThrownBy(() -> open().newInstance(PluginType.SOURCE, Connector.class, "CountSource"))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("a.CountSource, b.CountSource");
    }

    @Test
    void findsOldPluginsWithoutServiceFilesThroughTheirOwnBaseClasses() {
        new JarBuilder(temp)
                .source(
                        "old.Base",
                        "package old; public abstract class Base extends " + TinySource.class.getName() + "X {}")
                .source(
                        TinySource.class.getName() + "X",
                        TinySource.code(TinySource.class.getName() + "X", "1")
                                .replace("public class", "public abstract class"))
                .source("old.OldSource", "package old; public class OldSource extends Base {}")
                .write(plugins.resolve("old/old.jar"));

        var installed = open();

        assertThat(installed
                        .newInstance(PluginType.SOURCE, Connector.class, "OldSource")
                        .className())
                .isEqualTo("old.OldSource");
        assertThat(installed.list()).extracting(PluginInfo::className).doesNotContain("old.Base");
    }

    @Test
    void doesNotLookForUndeclaredPluginsUnderServiceLoad() {
        new JarBuilder(temp)
                .source("old.OldSource", TinySource.code("old.OldSource", "1"))
                .write(plugins.resolve("old.jar"));

        var installed = TestPlugins.open(cache, PluginDiscovery.SERVICE_LOAD, true, plugins);

        assertThat(installed.typeOf("old.OldSource")).isEmpty();
    }

    @Test
    void refusesToStartWithUndeclaredPluginsUnderHybridFail() {
        new JarBuilder(temp)
                .source("old.OldSource", TinySource.code("old.OldSource", "1"))
                .write(plugins.resolve("old.jar"));

        assertThatThrownBy(() -> TestPlugins.open(cache, PluginDiscovery.HYBRID_FAIL, true, plugins))
                .hasMessageContaining("old.OldSource");
    }

    @Test
    void remembersAScanUntilTheJarChanges() throws IOException {
        var jar = plugins.resolve("old.jar");
        new JarBuilder(temp)
                .source("old.OldSource", TinySource.code("old.OldSource", "1"))
                .write(jar);
        open().list();
        var remembered = cacheFiles();
        open().list();
        assertThat(cacheFiles()).isEqualTo(remembered);

        new JarBuilder(temp)
                .source("old.NewerSource", TinySource.code("old.NewerSource", "2"))
                .write(jar);

        assertThat(open().typeOf("old.NewerSource")).contains(PluginType.SOURCE);
        assertThat(cacheFiles()).hasSize(remembered.size() + 1);
    }

    @Test
    void scansAgainWhenTheCacheIsDamaged() throws IOException {
        new JarBuilder(temp)
                .source("old.OldSource", TinySource.code("old.OldSource", "1"))
                .write(plugins.resolve("old.jar"));
        open().list();
        for (var file : cacheFiles()) {
            Files.writeString(file, "SOURCE wrong.Class\n");
        }

        assertThat(open().typeOf("old.OldSource")).contains(PluginType.SOURCE);
        assertThat(open().typeOf("wrong.Class")).isEmpty();
    }

    @Test
    void leavesOutABrokenPluginAndServesTheOthers() throws IOException {
        Files.createDirectories(plugins.resolve("torn"));
        Files.writeString(plugins.resolve("torn/torn.jar"), "this is not a jar");
        new JarBuilder(temp)
                .source(
                        "bad.BadSource",
                        TinySource.code("bad.BadSource", "1")
                                .replace("/*init*/", "{ if (true) throw new IllegalStateException(\"no licence\"); }"))
                .service(PluginType.SOURCE.contract(), "bad.BadSource")
                .service(PluginType.SOURCE.contract(), "bad.Missing")
                .write(plugins.resolve("bad/bad.jar"));
        source("good.GoodSource").write(plugins.resolve("good/good.jar"));

        var installed = open();

        assertThat(installed.list())
                .extracting(PluginInfo::className)
                .contains("good.GoodSource")
                .doesNotContain("bad.BadSource", "bad.Missing");
        assertThatThrownBy(() -> installed.newInstance(PluginType.SOURCE, Connector.class, "bad.BadSource"))
                .isInstanceOf(RequestException.Invalid.class)
                .hasMessageContaining("bad.BadSource")
                .hasMessageContaining("no licence");
    }

    @Test
    void takesTheHighestOfSeveralVersionsUnlessARangeSaysOtherwise() {
        versioned("1.9").write(plugins.resolve("v1/a.jar"));
        versioned("1.10").write(plugins.resolve("v2/a.jar"));
        var installed = open();

        assertThat(installed
                        .newInstance(PluginType.SOURCE, Connector.class, "VSource")
                        .version())
                .isEqualTo("1.10");
        assertThat(installed
                        .newInstance(PluginType.SOURCE, Connector.class, "VSource", VersionRange.parse("[1.0,1.10)"))
                        .version())
                .isEqualTo("1.9");
        assertThatThrownBy(() -> installed.newInstance(
                        PluginType.SOURCE, Connector.class, "VSource", VersionRange.parse("9.9.9")))
                .hasMessage("Plugin v.VSource not found that matches the version range [9.9.9,9.9.9],"
                        + " available versions: [1.9, 1.10]");
    }

    @Test
    void letsTheFasterJsonConverterStandInUnderTheConfiguredName() {
        var fast = "io.leat.converters.FastJsonConverter";
        new JarBuilder(temp)
                .source(fast, TinySource.converterCode(fast))
                .service(Converter.class, fast)
                .write(plugins.resolve("converters/c.jar"));
        var json = "org.apache.kafka.connect.json.JsonConverter";

        var plugin = open().newInstance(PluginType.CONVERTER, Converter.class, json);
        var plain = TestPlugins.open(cache, PluginDiscovery.HYBRID_WARN, false, plugins)
                .newInstance(PluginType.CONVERTER, Converter.class, json);

        assertThat(plugin.className()).isEqualTo(json);
        assertThat(plugin.instance().getClass().getName()).isEqualTo(fast);
        assertThat(plain.instance().getClass().getName()).isEqualTo(json);
    }

    @Test
    void survivesAPluginPathThatDoesNotExist() {
        assertThat(TestPlugins.open(cache, temp.resolve("nowhere")).list()).isNotEmpty();
    }

    private InstalledPlugins open() {
        return TestPlugins.open(cache, plugins);
    }

    private List<Path> cacheFiles() throws IOException {
        try (var files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    private JarBuilder source(String className) {
        return new JarBuilder(temp)
                .source(className, TinySource.code(className, "1"))
                .service(PluginType.SOURCE.contract(), className);
    }

    private JarBuilder versioned(String version) {
        return new JarBuilder(temp)
                .source("v.VSource", TinySource.code("v.VSource", version))
                .service(PluginType.SOURCE.contract(), "v.VSource");
    }
}
