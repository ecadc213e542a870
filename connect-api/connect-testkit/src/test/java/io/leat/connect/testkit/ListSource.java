package io.leat.connect.testkit;

import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import io.leat.connect.api.settings.Secret;
import io.leat.connect.api.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** A source on the typed layer: reads a list. */
public class ListSource extends TypedSourceConnector<ListSource.Settings, ListSource.Position> {

    /** Settings. */
    public record Settings(
            @Setting(doc = "Topic to write to.") String topic,
            @Setting(doc = "The list to read.") String list,

            @Setting(doc = "Records per poll.", defaultValue = "7", min = 1)
            int batchSize,

            @Setting(doc = "Wait for records.", defaultValue = "100 ms")
            Duration pollLinger,

            @Setting(doc = "Unused.") Optional<Secret> password) {}

    /** Offset. */
    public record Position(int next) {}

    public ListSource() {
        super(Settings.class, Position.class);
    }

    @Override
    protected SourceReader open(Settings settings, SourceStart<Position> start) {
        var partition = Map.of("list", settings.list());
        return new Reader(
                settings,
                partition,
                start,
                start.offset(partition).map(Position::next).orElse(0));
    }

    private static final class Reader implements SourceReader {
        private final Settings settings;
        private final Map<String, String> partition;
        private final SourceStart<Position> start;
        private final CountDownLatch woken = new CountDownLatch(1);
        private int next;

        Reader(Settings settings, Map<String, String> partition, SourceStart<Position> start, int next) {
            this.settings = settings;
            this.partition = partition;
            this.start = start;
            this.next = next;
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            var events = Outside.named(settings.list()).events;
            if (next >= events.size()) {
                woken.await(settings.pollLinger().toMillis(), TimeUnit.MILLISECONDS);
            }
            var records = new ArrayList<SourceRecord>();
            while (next < events.size() && records.size() < settings.batchSize()) {
                var event = events.get(next++);
                var offset = start.encode(new Position(next));
                records.add(new SourceRecord(partition, offset, settings.topic(), null, Schema.STRING_SCHEMA, event));
            }
            return records;
        }

        @Override
        public void wakeup() {
            woken.countDown();
        }
    }
}
