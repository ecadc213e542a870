package io.leat.broker.handler.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.broker.Batches;
import io.leat.broker.handler.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.network.TransferableChannel;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes of a Fetch answer come from when they go to a socket without encryption. */
class SentFromTheFileTest {
    private static final int RECORDS = 200;

    @TempDir
    private Path folder;

    /** A plain socket that tells which bytes went there out of memory, and which out of a file without passing through it. */
    private static final class CountingSocket implements TransferableChannel {
        private final SocketChannel socket;
        private long fromMemory;
        private long fromFile;

        CountingSocket(SocketChannel socket) {
            this.socket = socket;
        }

        @Override
        public boolean hasPendingWrites() {
            return false;
        }

        @Override
        public long transferFrom(FileChannel file, long position, long count) throws IOException {
            var sent = file.transferTo(position, count, socket);
            fromFile += sent;
            return sent;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            var sent = socket.write(source);
            fromMemory += sent;
            return sent;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            var sent = socket.write(sources, offset, length);
            fromMemory += sent;
            return sent;
        }

        @Override
        public long write(ByteBuffer[] sources) throws IOException {
            return write(sources, 0, sources.length);
        }

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Two ends of a connection. */
    private record Ends(CountingSocket server, SocketChannel client) implements AutoCloseable {
        static Ends connect() throws IOException {
            try (var listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = SocketChannel.open(listener.getLocalAddress());
                return new Ends(new CountingSocket(listener.accept()), client);
            }
        }

        /** On another thread, or the sender would wait for it. */
        CompletableFuture<ByteBuffer> read(int bytes) {
            return CompletableFuture.supplyAsync(() -> {
                var received = ByteBuffer.allocate(bytes);
                try {
                    while (received.hasRemaining() && client.read(received) >= 0) {
                        Thread.onSpinWait();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return received.flip();
            });
        }

        @Override
        public void close() throws IOException {
            server.close();
            client.close();
        }
    }

    @Test
    void recordsGoToAPlainSocketWithoutPassingThroughMemory() throws Exception {
        try (var server = new DataServer(folder);
                var ends = Ends.connect()) {
            var partition = server.topic("t");
            for (var record = 0; record < RECORDS; record++) {
                server.log(partition)
                        .append(Batches.batch("x".repeat(1000)), true)
                        .join();
            }
            var fetch = new FetchClient(server).from(partition, 0);
            var answer = (Answer.Reply) fetch.start().get(10, TimeUnit.SECONDS);
            var records = FetchClient.only((FetchResponse) answer.response())
                    .records()
                    .sizeInBytes();
            var send = context(fetch).buildResponseSend(answer.response());
            var received = ends.read((int) send.size());

            while (!send.completed()) {
                send.writeTo(ends.server);
            }

            assertThat(records).isGreaterThan(RECORDS * 1000);
            assertThat(ends.server.fromFile).isEqualTo(records);
            assertThat(ends.server.fromMemory).isLessThan(1000);
            assertThat(received.get(10, TimeUnit.SECONDS).remaining())
                    .isEqualTo(records + (int) ends.server.fromMemory);
        }
    }

    private static RequestContext context(FetchClient fetch) {
        return DataServer.context(fetch.request().apiKey(), fetch.request().version());
    }
}
