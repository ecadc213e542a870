package io.leat.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {

    @TempDir
    Path temp;

    @Test
    void twoPluginsUseTheirOwnVersionsOfALibrary() {
        pluginWithLibrary("one.OneSource", "first");
        pluginWithLibrary("two.TwoSource", "second");
        var plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));

        var one = plugins.newInstance(PluginType.SOURCE, Connector.class, "OneSource");
        var two = plugins.newInstance(PluginType.SOURCE, Connector.class, "TwoSource");

        assertThat(one.version()).isEqualTo("first");
        assertThat(two.version()).isEqualTo("second");
    }

    @Test
    void aPluginThatBundlesTheApiStillSpeaksTheWorkers() {
        var api = "org.apache.kafka.connect.components.Versioned";
        new JarBuilder(temp)
                .source(
                        api,
                        "package org.apache.kafka.connect.components; public interface Versioned { String version(); }")
                .source("own.OwnSource", TinySource.code("own.OwnSource", "7"))
                .service(PluginType.SOURCE.contract(), "own.OwnSource")
                .write(temp.resolve("plugins/own/own.jar"));
        var plugins = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));

        assertThat(plugins.newInstance(PluginType.SOURCE, Connector.class, "OwnSource")
                        .version())
                .isEqualTo("7");
    }

    @Test
    void theWorkersOwnClassesStayHidden() throws ClassNotFoundException {
        var loader = pluginLoader();

        assertThatThrownBy(() -> loader.loadClass("io.leat.runtime.Worker")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> loader.loadClass("org.assertj.core.api.Assertions"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper"))
                .isNotSameAs(ObjectMapper.class);
        assertThat(loader.getResource("io/leat/runtime/Worker.class")).isNull();
    }

    @Test
    void theApiIsTheWorkersOwn() throws ClassNotFoundException {
        var loader = pluginLoader();

        assertThat(loader.loadClass(Connector.class.getName())).isSameAs(Connector.class);
        assertThat(loader.loadClass(Transformation.class.getName())).isSameAs(Transformation.class);
        assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
        assertThat(loader.loadClass("java.sql.Driver")).isNotNull();
    }

    @Test
    void kafkasTransformsComeFromTheSharedJarsRatherThanTheWorkersClassPath() throws ClassNotFoundException {
        var name = "org.apache.kafka.connect.transforms.InsertField";

        var seen = pluginLoader().loadClass(name);

        assertThat(seen).isNotSameAs(Class.forName(name));
        assertThat(seen.getProtectionDomain().getCodeSource().getLocation().getPath())
                .contains("plugin-jars");
    }

    @Test
    void utilitiesOfKafkasRuntimeAreVisibleToPlugins() throws ClassNotFoundException {
        assertThat(pluginLoader().loadClass("org.apache.kafka.connect.util.KafkaBasedLog"))
                .isNotNull();
    }

    @Test
    void aPluginsCodeRunsWithItsOwnContextLoader() {
        new JarBuilder(temp)
                .source(
                        "ctx.CtxSource",
                        TinySource.code("ctx.CtxSource", "x")
                                .replace(
                                        "/*init*/",
                                        "private final String seen = Thread.currentThread().getContextClassLoader().toString();")
                                .replace(
                                        "\"x\"",
                                        "seen + Thread.currentThread().getContextClassLoader().equals(getClass().getClassLoader())"))
                .service(PluginType.SOURCE.contract(), "ctx.CtxSource")
                .write(temp.resolve("plugins/ctx/ctx.jar"));
        var before = Thread.currentThread().getContextClassLoader();

        var plugin = TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"))
                .newInstance(PluginType.SOURCE, Connector.class, "CtxSource");

        assertThat(plugin.version()).isEqualTo(plugin.loader() + "true");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private ClassLoader pluginLoader() {
        new JarBuilder(temp)
                .source("p.PSource", TinySource.code("p.PSource", "1"))
                .service(PluginType.SOURCE.contract(), "p.PSource")
                .write(temp.resolve("plugins/p/p.jar"));
        Supplier<InstalledPlugins> open = () -> TestPlugins.open(temp.resolve("cache"), temp.resolve("plugins"));
        return open.get()
                .newInstance(PluginType.SOURCE, Connector.class, "PSource")
                .loader();
    }

    private void pluginWithLibrary(String className, String says) {
        new JarBuilder(temp)
                .source(
                        "lib.Library",
                        "package lib; public class Library { public static String says() { return \"" + says
                                + "\"; } }")
                .source(className, TinySource.code(className, "x").replace("\"x\"", "lib.Library.says()"))
                .service(PluginType.SOURCE.contract(), className)
                .write(temp.resolve("plugins/" + className + "/p.jar"));
    }
}
