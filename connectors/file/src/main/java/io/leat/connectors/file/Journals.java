package io.leat.connectors.file;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Where a connector's journals are: in the folder {@code .leat} below the template's fixed folder. */
final class Journals {
    private final Path folder;
    private final String connector;
    private final boolean force;

    Journals(FileSinkSettings settings, String connector) {
        this.folder = settings.root().resolve(".leat");
        this.connector = URLEncoder.encode(connector, StandardCharsets.UTF_8);
        this.force = settings.forces();
    }

    /** The journal of all the connector's files. */
    Journal ofAll() {
        return new Journal(folder.resolve(connector + ".journal"), force);
    }

    /** The journal of the files of one partition. */
    Journal of(TopicPartition partition) {
        return new Journal(folder.resolve(connector + "." + partition + ".journal"), force);
    }

    /** Their offsets were changed by hand: from now on every record of theirs counts as new. */
    void forget(Collection<TopicPartition> partitions) throws IOException {
        ofAll().forget(partitions);
        for (var partition : partitions) {
            of(partition).forget(partitions);
        }
    }
}
