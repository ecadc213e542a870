package io.leat.connectors.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real Elasticsearch server as a process of its own, on a free port of the loopback address, with its data in a
 * temporary folder that {@link #close} deletes. The build unpacks the server and names its folder in the system property
 * {@code elasticsearch.home}.
 *
 * <p>The server refuses to run as root, so root starts it as {@code nobody}; where nobody may not enter the folder the
 * server was unpacked to, such as below {@code /root}, it runs from a copy.
 */
public final class ElasticsearchServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final String UNPRIVILEGED = "nobody";
    private static final Pattern HTTP_ADDRESS =
            Pattern.compile("HttpServerTransport.*publish_address \\{127\\.0\\.0\\.1:(\\d+)}");

    private final Process process;
    private final Path work;
    private final URI url;

    private ElasticsearchServer(Process process, Path work, URI url) {
        this.process = process;
        this.work = work;
        this.url = url;
        // A test run that is interrupted must not leave a server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Starts a server without authentication and returns when it answers. */
    public static ElasticsearchServer start() {
        return start(Map.of(), List.of());
    }

    /** Starts a server that knows one user, a superuser. */
    static ElasticsearchServer startWithUser(String name, String password) {
        return start(
                Map.of("xpack.security.enabled", "true"),
                List.of("bin/elasticsearch-users", "useradd", name, "-p", password, "-r", "superuser"));
    }

    private static ElasticsearchServer start(Map<String, String> settings, List<String> before) {
        try {
            var work = workFolder();
            var home = reachable(Path.of(System.getProperty("elasticsearch.home")), work);
            writeConfig(home, work, settings);
            giveAway(work);
            if (!before.isEmpty()) {
                runToEnd(home, work, before);
            }
            var process = command(home, work, List.of("bin/elasticsearch")).start();
            return awaited(process, work);
        } catch (IOException e) {
            throw new IllegalStateException("could not start Elasticsearch", e);
        }
    }

    /** Where the server answers, such as {@code http://127.0.0.1:40123}. */
    public URI url() {
        return url;
    }

    /** The server's process, for tests that stop and continue it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child ->
                child.onExit().completeOnTimeout(child, 10, TimeUnit.SECONDS).join());
        delete(work);
    }

    private static ElasticsearchServer awaited(Process process, Path work) throws IOException {
        var output = work.resolve("output.log");
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            var text = Files.readString(output, StandardCharsets.UTF_8);
            var address = HTTP_ADDRESS.matcher(text);
            if (address.find()) {
                return new ElasticsearchServer(process, work, URI.create("http://127.0.0.1:" + address.group(1)));
            }
            pause(process);
        }
        var said = Files.readString(output, StandardCharsets.UTF_8);
        new ElasticsearchServer(process, work, URI.create("http://127.0.0.1")).close();
        throw new IllegalStateException("Elasticsearch did not start; it said:\n" + said);
    }

    private static void pause(Process process) {
        try {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while Elasticsearch starts", e);
        }
    }

    private static void writeConfig(Path home, Path work, Map<String, String> settings) throws IOException {
        var config = Files.createDirectories(work.resolve("config"));
        Files.createDirectories(work.resolve("tmp"));
        for (var name : List.of("jvm.options", "log4j2.properties", "roles.yml", "users", "users_roles")) {
            if (Files.exists(home.resolve("config").resolve(name))) {
                Files.copy(home.resolve("config").resolve(name), config.resolve(name));
            }
        }
        var lines = new ArrayList<>(List.of(
                "discovery.type: single-node",
                "network.host: 127.0.0.1",
                "http.port: 0",
                "transport.port: 0",
                "path.data: " + work.resolve("data"),
                "path.logs: " + work.resolve("logs"),
                "xpack.security.transport.ssl.enabled: false",
                "xpack.security.autoconfiguration.enabled: false",
                "cluster.routing.allocation.disk.threshold_enabled: false"));
        settings.forEach((key, value) -> lines.add(key + ": " + value));
        if (!settings.containsKey("xpack.security.enabled")) {
            lines.add("xpack.security.enabled: false");
        }
        Files.write(config.resolve("elasticsearch.yml"), lines);
    }

    private static void runToEnd(Path home, Path work, List<String> arguments) throws IOException {
        try {
            var process = command(home, work, arguments).start();
            if (process.waitFor() != 0) {
                throw new IOException(arguments.get(0) + " failed: " + Files.readString(work.resolve("output.log")));
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static ProcessBuilder command(Path home, Path work, List<String> arguments) {
        var line = new ArrayList<String>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=nogroup", "--clear-groups"));
        }
        line.add(home.resolve(arguments.get(0)).toString());
        line.addAll(arguments.subList(1, arguments.size()));
        var builder = new ProcessBuilder(line).directory(work.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "ES_JAVA_HOME", System.getProperty("java.home"),
                                "ES_PATH_CONF", work.resolve("config").toString(),
                                "ES_TMPDIR", work.resolve("tmp").toString(),
                                "HOME", work.toString(),
                                "CLI_JAVA_OPTS", "-XX:TieredStopAtLevel=1",
                                "ES_JAVA_OPTS",
                                        "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1 -XX:-AlwaysPreTouch -XX:+UseSerialGC -XX:-UseG1GC"));
        return builder.redirectErrorStream(true)
                .redirectOutput(work.resolve("output.log").toFile());
    }

    private static Path workFolder() throws IOException {
        return isRoot()
                ? Files.createTempDirectory(Path.of("/tmp"), "elasticsearch-")
                : Files.createTempDirectory("elasticsearch-");
    }

    private static Path reachable(Path home, Path work) throws IOException {
        for (var folder = home.toAbsolutePath(); isRoot() && folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return copied(home, work.resolve("server"));
            }
        }
        return home.toAbsolutePath();
    }

    private static Path copied(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static void giveAway(Path work) throws IOException {
        if (!isRoot()) {
            return;
        }
        var owner = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED);
        try (var files = Files.walk(work)) {
            for (var file : files.toList()) {
                Files.setOwner(file, owner);
            }
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // Left to the operating system: the folder lies below the temporary one.
        }
    }
}
