package io.leat.connectors.file;

import io.leat.connect.api.fault.RecordFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Output files with one journal: they are certain together, at a checkpoint, up to one set of offsets.
 *
 * <pre>
 *   append ... append │ checkpoint: files forced ─► journal (offsets, lengths, names) forced ─► finished files renamed
 *                     └ a crash before the journal: all is cut back to the last one and delivered again
 *                       a crash after it: all is there, what is delivered again is known and left out
 * </pre>
 */
final class FileSet implements Closeable {
    private final FileSinkSettings settings;
    private final Journal journal;
    private final LineWriter lines;
    private final FileNames names;
    private final Deliveries deliveries;
    /** By the path that the template gives; the one written least lately first. */
    private final Map<Path, OutputFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private final List<OutputFile> finished = new ArrayList<>();
    /** Where files stood at the last checkpoint, or when they were opened after it. */
    private final Map<Path, Long> certain = new HashMap<>();

    private final CRC32C crc = new CRC32C();
    private JournalState saved;
    private boolean changed;

    FileSet(FileSinkSettings settings, Journal journal) throws IOException {
        this.settings = settings;
        this.journal = journal;
        lines = new LineWriter(settings);
        names = new FileNames(settings);
        saved = journal.read();
        Recovery.apply(saved);
        deliveries = new Deliveries(saved);
    }

    void assigned(Collection<TopicPartition> partitions) {
        deliveries.assigned(partitions);
    }

    /**
     * Appends a record's line, unless it is there already.
     *
     * @throws RecordFault if the record cannot be written, whatever the state of the disk
     */
    void write(SinkRecord record, long now) throws IOException {
        var line = lines.line(record);
        if (line.isEmpty()) {
            return;
        }
        var path = names.path(record);
        var partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
        if (deliveries.isNew(partition, record.originalKafkaOffset(), checksum(line.get()))) {
            var file = fileAt(path, now);
            file.append(line.get());
            changed = true;
            if (isFull(file, now)) {
                finish(path);
            }
        }
    }

    /** Hands what was written to the system, and finishes files whose time is over. @return whether any was finished */
    boolean flush(long now) throws IOException {
        for (var path : List.copyOf(open.keySet())) {
            var file = open.get(path);
            if (file != null) {
                file.flush();
                if (isFull(file, now)) {
                    finish(path);
                }
            }
        }
        return !finished.isEmpty();
    }

    /** Makes everything written certain. */
    void checkpoint() throws IOException {
        if (!changed) {
            return;
        }
        var publishing = new HashMap<Path, Path>();
        for (var file : finished) {
            file.checkpoint(settings.forces());
            file.close();
            certain.remove(file.path());
            publishing.put(file.path(), file.target());
        }
        for (var file : open.values()) {
            file.checkpoint(settings.forces());
            certain.put(file.path(), file.length());
        }
        save(new JournalState(deliveries.next(), deliveries.restarts(), certain, publishing));
        for (var file : finished) {
            publish(file);
        }
        finished.clear();
        deliveries.checkpointed();
        changed = false;
    }

    private void save(JournalState state) throws IOException {
        journal.write(state);
        saved = state;
    }

    private void publish(OutputFile file) throws IOException {
        Recovery.publish(file.path(), file.target());
        if (settings.forces()) {
            Journal.forceFolder(file.target());
        }
    }

    private OutputFile fileAt(Path path, long now) throws IOException {
        var file = open.get(path);
        return file == null ? begin(path, now) : file;
    }

    /** The journal knows of a file before there is anything in it, so that a crash leaves nothing unknown behind. */
    private OutputFile begin(Path path, long now) throws IOException {
        if (open.size() >= settings.maxOpenFiles()) {
            finish(open.keySet().iterator().next());
            checkpoint();
        }
        var target = names.target(path, now);
        var written = names.whileWritten(target);
        certain.put(written, Files.exists(written) ? Files.size(written) : 0L);
        save(new JournalState(saved.next(), saved.restarts(), certain, saved.publishing()));
        var file = new OutputFile(written, target, settings.compression() == FileSinkSettings.Compression.GZIP, now);
        open.put(path, file);
        return file;
    }

    private void finish(Path path) {
        var file = open.remove(path);
        if (file != null) {
            finished.add(file);
        }
    }

    private boolean isFull(OutputFile file, long now) throws IOException {
        return (settings.rotateRecords().isPresent()
                        && file.records() >= settings.rotateRecords().get())
                || (settings.rotateBytes().isPresent()
                        && file.length() >= settings.rotateBytes().get().bytes())
                || (settings.rotateInterval().isPresent()
                        && now - file.begun() >= settings.rotateInterval().get().toMillis());
    }

    private int checksum(byte[] line) {
        crc.reset();
        crc.update(line);
        return (int) crc.getValue();
    }

    /** What is certain gets its final name; the rest is cut off at the next start. */
    @Override
    public void close() throws IOException {
        for (var file : finished) {
            file.close();
        }
        for (var file : open.values()) {
            file.close();
            if (!changed) {
                publish(file);
            }
        }
    }
}
