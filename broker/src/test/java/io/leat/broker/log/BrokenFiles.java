package io.leat.broker.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.record.internal.FileRecords;

/** Puts a failing disk under the active segment of a partition, as it is open now; opened anew, it works again. */
public final class BrokenFiles {
    private final FileRecords records;
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean unreadable;

    private BrokenFiles(FileRecords records) {
        this.records = records;
    }

    public static BrokenFiles under(PartitionLog partition) {
        var active = files(partition).log().activeSegment();
        var broken = new BrokenFiles(active.log());
        try {
            var field = FileRecords.class.getDeclaredField("channel");
            field.setAccessible(true);
            field.set(broken.records, broken.new Channel((FileChannel) field.get(broken.records)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return broken;
    }

    /** Unmaps the indexes of the active segment, so that the next entry cannot be written. */
    public static void unmapIndexes(PartitionLog partition) {
        try {
            var active = files(partition).log().activeSegment();
            active.offsetIndex().closeHandler();
            active.timeIndex().closeHandler();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports an error as Kafka's background tasks do. */
    public static void reportFailure(PartitionLog partition) {
        var log = files(partition).log();
        log.logDirFailureChannel().maybeAddOfflineLogDir(log.parentDir(), "reported", new IOException("simulated"));
    }

    private static OpenLog files(PartitionLog partition) {
        return ((KafkaPartitionLog) partition).state().files();
    }

    /** The disk takes so many bytes more; then writes end early and fail. */
    public BrokenFiles leaveRoomFor(long bytes) {
        room.set(bytes);
        return this;
    }

    public BrokenFiles refuseReads() {
        unreadable = true;
        return this;
    }

    public void allowReads() {
        unreadable = false;
    }

    private final class Channel extends FileChannel {
        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        private void requireReadable() throws IOException {
            if (unreadable) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            var left = room.get();
            if (left == 0) {
                throw new IOException("No space left on device");
            }
            var part = source.duplicate();
            part.limit((int) Math.min(part.limit(), part.position() + left));
            var written = file.write(part);
            source.position(source.position() + written);
            room.addAndGet(-written);
            return written;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            requireReadable();
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            requireReadable();
            return file.read(target, position);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            requireReadable();
            return file.read(targets, offset, length);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            file.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            requireReadable();
            return file.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            return file.transferFrom(source, position, count);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return file.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return file.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
