package io.leat.broker;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which the operating system allows only so much; it uses up handles on command. */
final class LimitedBroker implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final int port;

    private LimitedBroker(Process process, int port) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.port = port;
    }

    /** @param limit a shell command that sets the limit, {@code $0} is the data folder */
    static LimitedBroker start(List<String> shell, String limit, Path folder) throws IOException {
        var port = CrashingBroker.freePort();
        var command = new ArrayList<>(shell);
        command.addAll(List.of("sh", "-c", limit + " && exec \"$@\"", folder.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LimitedBroker.class.getName(),
                folder.toString(),
                String.valueOf(port)));
        var errors = folder.resolveSibling("broker.out").toFile();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start();
        var broker = new LimitedBroker(process, port);
        if (!"done".equals(broker.answers.readLine())) {
            throw new IOException("The broker did not start:\n" + Files.readString(errors.toPath()));
        }
        return broker;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Leaves the process no file handle. */
    void useUpHandles() throws IOException {
        tell("use");
    }

    void freeHandles() throws IOException {
        tell("free");
    }

    private void tell(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        if (!"done".equals(answers.readLine())) {
            throw new IOException("The broker has ended.");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The broker cannot be killed.");
        }
    }

    /** {@code <folder> <port>}; ends when whoever started it has ended. */
    public static void main(String[] arguments) throws Exception {
        var settings = Map.of(
                "broker.listeners", "PLAINTEXT://127.0.0.1:" + arguments[1],
                "offsets.topic.num.partitions", "1",
                "log.min.free.bytes", "0");
        var broker = Broker.open(BrokerConfig.of(Path.of(arguments[0]), settings));
        loadClasses();
        var taken = new ArrayDeque<FileInputStream>();
        System.out.println("done");
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("use")) {
                takeAll(taken);
            } else {
                while (!taken.isEmpty()) {
                    taken.remove().close();
                }
            }
            System.out.println("done");
        }
        Runtime.getRuntime().halt(broker.listeners().size());
    }

    /** They are read from single files here, for which there are no handles later; installed, they come from open jars. */
    private static void loadClasses() throws Exception {
        var root = Path.of(
                Broker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(root)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                var name = root.relativize(file).toString().replace('/', '.');
                if (!name.endsWith("-info.class")) {
                    Class.forName(name.substring(0, name.length() - ".class".length()));
                }
            }
        }
    }

    private static void takeAll(ArrayDeque<FileInputStream> taken) {
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // That was the last one.
        }
    }
}
