package io.leat.compatibility;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real Apicurio Registry with its storage in memory, as a process of its own on a random port. */
final class Registry implements AutoCloseable {

    private static final int NEEDED = 21;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Registry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test where there is no Java 21 or newer, unless this is a CI run, which must have one. */
    static Registry start() {
        var java = newestJava();
        if (java.isEmpty()) {
            var message = "Apicurio Registry needs Java " + NEEDED + " or newer, and none was found beside "
                    + System.getProperty("java.home");
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            Assumptions.abort(message);
        }
        try {
            var port = freePort();
            var target = Path.of(System.getProperty("project.build.directory"));
            var home = ThirdParty.folder("apicurio-registry").resolveSibling("registry");
            var process = new ProcessBuilder(
                            java.orElseThrow().resolve("bin/java").toString(),
                            "-Xmx384m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-jar",
                            home.resolve("quarkus-run.jar").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(target.resolve("registry.log").toFile())
                    .start();
            var registry = new Registry(process, port);
            registry.awaitReady();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the converters. */
    String url() {
        return "http://127.0.0.1:" + port + "/apis/registry/v2";
    }

    /** The types of the registered artifacts. */
    List<String> artifactTypes() throws IOException {
        var found = new ObjectMapper().readTree(get("/search/artifacts?limit=100"));
        return found.at("/artifacts").findValuesAsText("type");
    }

    private void awaitReady() {
        Awaitility.await("registry")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(UncheckedIOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the registry ended with " + process.exitValue());
                    }
                    return get("/system/info").contains("version");
                });
    }

    private String get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> newestJava() {
        var running = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() >= NEEDED) {
            return Optional.of(running);
        }
        try (var beside = Files.list(Optional.ofNullable(running.getParent()).orElse(running))) {
            return Stream.concat(beside, Stream.of(running))
                    .filter(home -> version(home) >= NEEDED)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path home) {
        var release = home.resolve("release");
        try {
            var matcher = VERSION.matcher(Files.isRegularFile(release) ? Files.readString(release) : "");
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
