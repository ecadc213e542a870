package io.leat.connectors.file;

import io.leat.connect.api.OnlineCheck;
import io.leat.connect.api.Share;
import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import io.leat.connect.api.offset.OffsetCodec;
import io.leat.connect.api.settings.Problems;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** Reads lines of growing files, through rotation by renaming, copying and compression, each exactly once. */
public final class FileSourceConnector extends TypedSourceConnector<FileSourceSettings, Mark>
        implements OnlineCheck<FileSourceSettings> {
    private static final int MOST_TASKS = 256;

    public FileSourceConnector() {
        super(FileSourceSettings.class, Mark.class);
    }

    @Override
    protected SourceReader open(FileSourceSettings settings, SourceStart<Mark> start) {
        var clock = Clock.systemUTC();
        var routing = new Routing(start.share());
        var lineages = new Lineages(routing, settings.offsetRetention().toMillis(), clock.millis());
        lineages.load(start);
        var metrics = new TailMetrics();
        metrics.register(start.context());
        return new FileSourceReader(settings, tailer(settings, routing, lineages, metrics), clock);
    }

    private static Tailer tailer(FileSourceSettings settings, Routing routing, Lineages lineages, TailMetrics metrics) {
        var lines = new LineScanner(settings.delimiter());
        var catalog = new Catalog(
                new Listing(settings.included(), settings.excluded()),
                new Resolver(settings, lines, lineages, routing),
                lineages,
                settings.globMinimumCooldown().toMillis());
        var scanner = new EventScanner(
                lines,
                settings.multiline().grouping(settings.encoding()),
                (int) settings.maxLineBytes().bytes(),
                settings.onLongLine());
        var records = new Records(settings, host(), metrics);
        return new Tailer(settings, catalog, new ChunkReader(lines, scanner, records, metrics), metrics);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Each file goes to the task that its first line's checksum names, so a single file needs a single task. */
    @Override
    protected List<Share> divide(FileSourceSettings settings, int maxTasks) {
        var globs = settings.included();
        var single = globs.size() == 1 && FileGlob.parse(globs.get(0)).literal();
        return Share.equal(single ? 1 : Math.min(maxTasks, MOST_TASKS));
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void check(FileSourceSettings settings, Problems problems) {
        for (var text : settings.included()) {
            var glob = FileGlob.parse(text);
            var file = Path.of(text);
            if (!Files.isDirectory(glob.root())) {
                problems.add("include", "the folder " + glob.root() + " of '" + text + "' does not exist");
            } else if (!Files.isReadable(glob.root()) || !Files.isExecutable(glob.root())) {
                problems.add(
                        "include",
                        "the folder " + glob.root() + " of '" + text + "' may not be read by "
                                + System.getProperty("user.name"));
            } else if (glob.literal() && Files.isDirectory(file)) {
                problems.add("include", "'" + text + "' is a folder; name the files in it, such as " + text + "/*.log");
            } else if (glob.literal() && Files.exists(file) && !Files.isReadable(file)) {
                problems.add("include", "'" + text + "' may not be read by " + System.getProperty("user.name"));
            }
        }
    }

    @Override
    protected void checkPartition(FileSourceSettings settings, Map<String, ?> partition) {
        if (partition.size() != 1 || !(partition.get(Lineage.SLOT) instanceof Number slot) || slot.longValue() < 0) {
            throw new IllegalArgumentException("must be {\"slot\": n}, as GET …/offsets shows it");
        }
    }

    /** Also refuses a mark that the file at its path does not bear out. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> altered) {
        super.alterOffsets(connectorConfig, altered);
        var marks = OffsetCodec.of(Mark.class);
        altered.values().forEach(offset -> {
            if (offset != null && !new MarkCheck().holds(marks.decode(offset))) {
                throw new ConnectException(
                        "Offset " + offset + ": the file at its path is shorter than 'position', or has"
                                + " other bytes before it than 'fingerprint' and 'check' say. To move a position by hand, set"
                                + " 'fingerprint' to \"\" and 'check' to 0");
            }
        });
        return true;
    }
}
