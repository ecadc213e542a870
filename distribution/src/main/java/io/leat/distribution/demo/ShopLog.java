package io.leat.distribution.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** Writes the JSON log of a made-up shop, a line at a time, and rotates it by renaming as log files are in the wild. */
final class ShopLog {

    private static final int LINES_PER_FILE = 500;
    private static final List<String> PATHS = List.of("/cart", "/checkout", "/login", "/search", "/orders", "/health");
    private static final List<String> USERS = List.of("ada", "grace", "linus", "margaret", "ken", "barbara");

    private final Path file;
    private final Clock clock;
    private final Random random;
    private int lines;

    ShopLog(Path folder, Clock clock, Random random) throws IOException {
        this.file = Files.createDirectories(folder).resolve("shop.log");
        this.clock = clock;
        this.random = random;
    }

    void write() throws IOException {
        if (++lines % LINES_PER_FILE == 0) {
            Files.move(file, file.resolveSibling("shop.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String line() {
        int status = random.nextInt(20) == 0 ? 500 : random.nextInt(8) == 0 ? 404 : 200;
        return "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"service\":\"shop\",\"user\":\"%s\",\"path\":\"%s\",\"status\":%d,\"ms\":%d}"
                .formatted(
                        clock.instant(),
                        status == 500 ? "ERROR" : "INFO",
                        pick(USERS),
                        pick(PATHS),
                        status,
                        1 + random.nextInt(status == 500 ? 3000 : 120));
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
