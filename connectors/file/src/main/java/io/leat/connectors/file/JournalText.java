package io.leat.connectors.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;

/**
 * The form of a journal on disk, a line per fact; paths are URL-encoded:
 *
 * <pre>
 *   leat-file-sink 1
 *   next logs 0 1500
 *   restart logs 0 1000 -123456789
 *   length 88211 %2Fdata%2Fout.log
 *   publish %2Fdata%2F.out-1.log.part %2Fdata%2Fout-1.log
 *   end 1234567890                    (CRC-32C of all before)
 * </pre>
 */
final class JournalText {
    private static final String TITLE = "leat-file-sink 1";

    private JournalText() {}

    static String write(JournalState state) {
        var text = new StringBuilder(TITLE).append('\n');
        state.next().forEach((partition, offset) -> line(text, "next", name(partition), offset));
        state.restarts()
                .forEach((partition, restarts) -> restarts.forEach(restart ->
                        line(text, "restart", name(partition), restart.offset() + " " + restart.checksum())));
        state.lengths().forEach((path, length) -> line(text, "length", Long.toString(length), encoded(path)));
        state.publishing().forEach((from, to) -> line(text, "publish", encoded(from), encoded(to)));
        var checksum = checksum(text.toString());
        return text.append("end ").append(checksum).append('\n').toString();
    }

    /** @throws IllegalArgumentException if it is not a whole journal */
    static JournalState read(String text) {
        var end = text.lastIndexOf("end ");
        if (!text.startsWith(TITLE + "\n")
                || end < 0
                || !text.substring(end + 4).trim().equals(Long.toString(checksum(text.substring(0, end))))) {
            throw new IllegalArgumentException("it is damaged, or of another version");
        }
        var next = new HashMap<TopicPartition, Long>();
        var restarts = new HashMap<TopicPartition, List<JournalState.Restart>>();
        var lengths = new HashMap<Path, Long>();
        var publishing = new HashMap<Path, Path>();
        text.substring(0, end).lines().skip(1).map(line -> line.split(" ")).forEach(word -> {
            switch (word[0]) {
                case "next" -> next.put(partition(word), Long.valueOf(word[3]));
                case "restart" ->
                    restarts.computeIfAbsent(partition(word), any -> new ArrayList<>())
                            .add(new JournalState.Restart(Long.parseLong(word[3]), Integer.parseInt(word[4])));
                case "length" -> lengths.put(path(word[2]), Long.valueOf(word[1]));
                case "publish" -> publishing.put(path(word[1]), path(word[2]));
                default -> throw new IllegalArgumentException("it says '" + word[0] + "', which is not known");
            }
        });
        return new JournalState(next, restarts, lengths, publishing);
    }

    private static void line(StringBuilder text, String fact, String what, Object value) {
        text.append(fact).append(' ').append(what).append(' ').append(value).append('\n');
    }

    private static String name(TopicPartition partition) {
        return partition.topic() + " " + partition.partition();
    }

    private static TopicPartition partition(String[] word) {
        return new TopicPartition(word[1], Integer.parseInt(word[2]));
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }

    private static Path path(String encoded) {
        return Path.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    private static long checksum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
