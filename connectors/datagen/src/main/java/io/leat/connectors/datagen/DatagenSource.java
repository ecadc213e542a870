package io.leat.connectors.datagen;

import io.leat.connect.api.Share;
import io.leat.connect.api.SourceReader;
import io.leat.connect.api.SourceStart;
import io.leat.connect.api.TypedSourceConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/**
 * Makes up records for demos and load tests. Record n of a task is a function of seed, task and n alone, and n is the
 * source offset: a run can be repeated, resumed and compared.
 */
public final class DatagenSource extends TypedSourceConnector<DatagenSettings, DatagenPosition> {

    static final String TASK = "task";

    public DatagenSource() {
        super(DatagenSettings.class, DatagenPosition.class);
    }

    @Override
    protected List<Share> divide(DatagenSettings settings, int maxTasks) {
        return Share.equal(maxTasks);
    }

    @Override
    protected SourceReader open(DatagenSettings settings, SourceStart<DatagenPosition> start) {
        var partition = Map.of(TASK, Integer.toString(start.share().index()));
        var next = start.offset(partition).map(position -> position.n() + 1).orElse(0L);
        var maker = new RecordMaker(settings, start.share(), partition, start::encode);
        var pace = new Pace(settings.rateOfTask(start.share().count()), next, System::nanoTime);
        return new DatagenReader(settings, maker, pace, next);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    protected void checkPartition(DatagenSettings settings, Map<String, ?> partition) {
        if (partition.size() != 1 || !(partition.get(TASK) instanceof String task) || !task.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("must be {\"task\": \"<number of the task>\"}");
        }
    }
}
