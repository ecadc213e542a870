package io.leat.broker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Does to the files of a killed broker what a power loss may do: anything beyond what was forced. */
final class UnforcedDamage {
    private final Map<Path, Long> forced;
    private final Random random;

    /** @param forced the length of each file at its last force */
    UnforcedDamage(Map<Path, Long> forced, Random random) {
        this.forced = forced;
        this.random = random;
    }

    void to(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                damage(file);
            }
        }
    }

    private void damage(Path file) throws IOException {
        var name = file.getFileName().toString();
        if (name.endsWith(".log") || name.endsWith(".journal")) {
            damageEnd(file, forced.getOrDefault(file, 0L));
        } else if (name.endsWith(".txnindex") && isOfLastSegment(file)) {
            damageEnd(file, forced.getOrDefault(file, 0L));
        } else if (name.endsWith("index") && isOfLastSegment(file)) {
            loseBlocks(file);
        } else if (name.endsWith(".snapshot") && random.nextInt(3) == 0) {
            damageEnd(file, 0);
        }
    }

    /** Those of earlier segments were forced when the next one began. */
    private static boolean isOfLastSegment(Path index) throws IOException {
        try (var files = Files.list(index.getParent())) {
            var last = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .sorted()
                    .reduce((earlier, later) -> later);
            return last.isPresent()
                    && index.getFileName().toString().startsWith(last.get().replace(".log", ""));
        }
    }

    private void damageEnd(Path path, long from) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            var length = file.length();
            if (length <= from) {
                return;
            }
            var at = from + random.nextInt((int) (length - from));
            switch (random.nextInt(4)) {
                case 0 -> file.setLength(at);
                case 1 -> overwrite(file, at, new byte[(int) (length - at)]);
                case 2 -> overwrite(file, at, new byte[] {(byte) random.nextInt()});
                default -> overwrite(file, length, new byte[random.nextInt(5000)]);
            }
        }
    }

    private static void overwrite(RandomAccessFile file, long at, byte[] bytes) throws IOException {
        file.seek(at);
        file.write(bytes);
    }

    /** Entries of an index that never came to the disk read as zeros. */
    private void loseBlocks(Path index) throws IOException {
        var content = Files.readAllBytes(index);
        var used = content.length;
        while (used > 0 && content[used - 1] == 0) {
            used--;
        }
        if (used == 0 || random.nextInt(3) == 0) {
            return;
        }
        var from = random.nextInt(used);
        var to = random.nextBoolean() ? used : from + random.nextInt(used - from);
        Arrays.fill(content, from, to, (byte) 0);
        Files.write(index, random.nextBoolean() ? content : Arrays.copyOf(content, from));
    }
}
