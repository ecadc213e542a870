package io.leat.connectors.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses requests on a thread of its own, so that neither the task nor the HTTP client waits for it. */
final class Gzip implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var made = new Thread(task, "elasticsearch-gzip");
        made.setDaemon(true);
        return made;
    });

    CompletableFuture<ByteBuffer> compress(List<ByteBuffer> pieces) {
        return CompletableFuture.supplyAsync(() -> compressed(pieces), thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static ByteBuffer compressed(List<ByteBuffer> pieces) {
        var size = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
        var out = new LineBuffer(size / 4);
        try (var gzip = new Fastest(out)) {
            for (var piece : pieces) {
                gzip.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.slice(0, out.size());
    }

    /** The level at which compression costs least; the next ones gain little on JSON. */
    private static final class Fastest extends GZIPOutputStream {

        Fastest(LineBuffer out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
