package io.leat.broker;

import io.leat.broker.disk.Force;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;

/**
 * A broker in a process of its own, to be killed. It writes down the length of each file that it has forced, before
 * anybody can be told of it, so that the test may damage whatever lies beyond.
 */
final class CrashingBroker {
    private final Path folder;
    private final int port;
    private final Path log;
    private Process process;

    /** @param folder holds {@code data} and what the test needs to know */
    CrashingBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.log = folder.resolve("broker.out");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Starts the process; returns when it serves its listener. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingBroker.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"serving".equals(lines.readLine())) {
            throw new IOException("The broker did not start:\n" + Files.readString(log));
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The broker cannot be killed.");
        }
    }

    /** What was forced of each file, as far as anybody can have been told. */
    Map<Path, Long> forcedLengths() throws IOException {
        var lengths = new HashMap<Path, Long>();
        if (Files.exists(forcedFile(folder))) {
            for (var line : Files.readString(forcedFile(folder)).split("\n")) {
                var space = line.indexOf(' ');
                if (space > 0) {
                    lengths.put(Path.of(line.substring(space + 1)), Long.parseLong(line.substring(0, space)));
                }
            }
        }
        return lengths;
    }

    private static Path forcedFile(Path folder) {
        return folder.resolve("forced");
    }

    /** {@code <folder> <port>}; ends when whoever started it has ended. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var settings = Map.of(
                "broker.listeners", "PLAINTEXT://127.0.0.1:" + arguments[1],
                "log.flush.offset.checkpoint.interval.ms", "300",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.min.free.bytes", "0");
        var broker = Broker.open(BrokerConfig.of(folder.resolve("data"), settings), new Ports(forcedFile(folder)));
        for (var topic : List.of("plain", "left", "right")) {
            if (broker.topics().describe(topic).isEmpty()) {
                broker.topics().create(topic, 1, Map.of("internal.segment.bytes", "30000"));
            }
        }
        System.out.println("serving");
        System.out.flush();
        while (System.in.read() >= 0) {
            // wait for the end
        }
        Runtime.getRuntime().halt(0);
    }

    /** The machine, with a note of what was forced. */
    private record Ports(Path note) implements BrokerPorts, Force {
        @Override
        public Force force() {
            return this;
        }

        @Override
        public void file(Path file, FileChannel channel) throws IOException {
            var length = channel.size();
            Force.DISK.file(file, channel);
            var line = ByteBuffer.wrap((length + " " + file + "\n").getBytes(StandardCharsets.UTF_8));
            synchronized (this) {
                try (var notes = FileChannel.open(note, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    notes.write(line);
                }
            }
        }

        @Override
        public void directory(Path directory) throws IOException {
            Force.DISK.directory(directory);
        }

        @Override
        public LongSupplier usableBytes(Path folder) {
            return folder.toFile()::getUsableSpace;
        }

        @Override
        public LongSupplier nanoClock() {
            return System::nanoTime;
        }

        @Override
        public Time time() {
            return Time.SYSTEM;
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
