package io.leat.connectors.file;

import io.leat.connect.api.OnlineCheck;
import io.leat.connect.api.Share;
import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.TypedSinkConnector;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Writes records to files, a line each, exactly once; files can be rotated and compressed. */
public final class FileSinkConnector extends TypedSinkConnector<FileSinkSettings>
        implements OnlineCheck<FileSinkSettings> {

    public FileSinkConnector() {
        super(FileSinkSettings.class);
    }

    @Override
    protected SinkWriter open(FileSinkSettings settings, SinkStart start) {
        var name = start.context().configs().getOrDefault("name", "file-sink");
        return new FileSinkWriter(settings, new Journals(settings, name), start.context(), Clock.systemUTC());
    }

    /** Two tasks must never write to one file. */
    @Override
    protected List<Share> divide(FileSinkSettings settings, int maxTasks) {
        return Share.equal(settings.partitionsApart() ? maxTasks : 1);
    }

    @Override
    public void check(FileSinkSettings settings, Problems problems) {
        var user = System.getProperty("user.name");
        var folder = existing(settings.root());
        if (!Files.isDirectory(folder)) {
            problems.add("path.template", folder + " is not a folder");
        } else if (!Files.isWritable(folder)) {
            problems.add("path.template", "the folder " + folder + " may not be written by " + user);
        }
        if (settings.pathTemplate().isConstant()) {
            var file = Path.of(settings.pathTemplate().toString());
            if (Files.isDirectory(file)) {
                problems.add("path.template", file + " is a folder; name a file in it");
            } else if (Files.exists(file) && !Files.isWritable(file)) {
                problems.add("path.template", file + " may not be written by " + user);
            }
        }
    }

    /** The nearest folder that is there: those below it will be made. */
    private static Path existing(Path folder) {
        var parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : existing(parent);
    }

    /** Lets go of what the journals know of these partitions, so that records are written again where asked to. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        var settings = Settings.of(FileSinkSettings.class).amongOthers().parse(connectorConfig);
        try {
            new Journals(settings, connectorConfig.getOrDefault("name", "file-sink")).forget(offsets.keySet());
        } catch (IOException e) {
            throw new ConnectException("Changing the offsets in the journal below " + settings.root() + " failed", e);
        }
        return true;
    }
}
