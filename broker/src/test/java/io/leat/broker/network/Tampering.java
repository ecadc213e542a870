package io.leat.broker.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Valid frames of all keys and versions in which something was changed. The seed is logged. */
public final class Tampering {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tampering.class);
    private static final int FRAMES_BY_CONNECTION = 20;

    private final List<byte[]> frames;
    private final Random random;

    private Tampering(List<byte[]> frames, long seed) {
        this.frames = frames;
        this.random = new Random(seed);
    }

    public static Tampering of(SampleRequests samples, Collection<ApiKeys> keys) {
        var seed = System.nanoTime();
        LOGGER.info("seed {}", seed);
        return new Tampering(valid(samples, keys), seed);
    }

    private static List<byte[]> valid(SampleRequests samples, Collection<ApiKeys> keys) {
        var frames = new ArrayList<byte[]>();
        for (var key : keys) {
            for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
                var frame =
                        samples.of(key, version).serializeWithHeader(new RequestHeader(key, version, "fuzz", version));
                var bytes = new byte[Integer.BYTES + frame.remaining()];
                ByteBuffer.wrap(bytes).putInt(frame.remaining()).put(frame);
                frames.add(bytes);
            }
        }
        return frames;
    }

    /** Sends so many, over a new connection whenever the server has closed one, and waits for no answer. */
    public void send(int port, int count) throws IOException {
        var client = new WireClient(port);
        for (int i = 0; i < count; i++) {
            if (i % FRAMES_BY_CONNECTION == 0) {
                client.close();
                client = new WireClient(port);
            }
            try {
                client.sendBytes(
                        mutated(frames.get(random.nextInt(frames.size())).clone(), random));
            } catch (IOException e) {
                // Closed, as it should be after a broken frame.
                client.close();
                client = new WireClient(port);
            }
        }
        client.close();
    }

    static byte[] mutated(byte[] frame, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> flipped(frame, 1 + random.nextInt(8), random);
            case 1 -> resized(flipped(frame, 1, random), random.nextInt(frame.length + 50));
            case 2 -> lying(frame, random.nextInt(frame.length * 2));
            case 3 -> lying(frame, random.nextInt());
            default -> withExtremes(frame, random);
        };
    }

    /** Bits behind the size. */
    private static byte[] flipped(byte[] frame, int times, Random random) {
        for (int i = 0; i < times; i++) {
            frame[Integer.BYTES + random.nextInt(frame.length - Integer.BYTES)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    /** Shorter or longer, with a size that fits. */
    private static byte[] resized(byte[] frame, int bytes) {
        var resized = Arrays.copyOf(frame, Integer.BYTES + bytes);
        ByteBuffer.wrap(resized).putInt(bytes);
        return resized;
    }

    private static byte[] lying(byte[] frame, int size) {
        ByteBuffer.wrap(frame).putInt(size);
        return frame;
    }

    /** A number somewhere, a count of elements perhaps, becomes very large or negative. */
    private static byte[] withExtremes(byte[] frame, Random random) {
        if (frame.length > 20) {
            var at = 12 + random.nextInt(frame.length - 16);
            ByteBuffer.wrap(frame).putInt(at, random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt());
        }
        return frame;
    }
}
