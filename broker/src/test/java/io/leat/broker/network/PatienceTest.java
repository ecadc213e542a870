package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.network.NetworkReceive;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long START = 1_000_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Patience patience = new Patience();

    @Test
    void endsWithAFrameOfWhichNothingComes() throws IOException {
        var frame = announced(100);
        assertThat(patience.exhaustedBy("c", frame, START)).isEmpty();
        assertThat(patience.exhaustedBy("c", frame, START + 30 * SECOND)).isEmpty();
        assertThat(patience.exhaustedBy("c", frame, START + 31 * SECOND))
                .hasValueSatisfying(reason -> assertThat(reason).contains("100 bytes"));
    }

    @Test
    void lastsLongerTheMoreOfTheFrameHasCome() throws IOException {
        var frame = announced(1_000_000);
        patience.exhaustedBy("c", frame, START);
        read(frame, 600_000);
        assertThat(patience.exhaustedBy("c", frame, START + 80 * SECOND)).isEmpty();
        assertThat(patience.exhaustedBy("c", frame, START + 100 * SECOND)).isPresent();
    }

    @Test
    void isNewForEveryFrame() throws IOException {
        patience.exhaustedBy("c", announced(100), START);
        var next = announced(100);
        assertThat(patience.exhaustedBy("c", next, START + 40 * SECOND)).isEmpty();
        assertThat(patience.exhaustedBy("c", next, START + 60 * SECOND)).isEmpty();
    }

    @Test
    void isNotTouchedByConnectionsBetweenFrames() throws IOException {
        var frame = announced(100);
        patience.exhaustedBy("c", frame, START);
        patience.exhaustedBy("c", null, START + SECOND);
        assertThat(patience.exhaustedBy("c", frame, START + 40 * SECOND)).isEmpty();
    }

    @Test
    void endsWithAnAuthenticationThatDoesNotComplete() {
        assertThat(patience.exhaustedByLogin("c", 0, START)).isEmpty();
        assertThat(patience.exhaustedByLogin("c", 0, START + 30 * SECOND)).isEmpty();
        assertThat(patience.exhaustedByLogin("c", 0, START + 31 * SECOND))
                .hasValueSatisfying(reason -> assertThat(reason).contains("no authentication"));
    }

    @Test
    void isNewForEveryAuthentication() {
        patience.exhaustedByLogin("c", 0, START);
        assertThat(patience.exhaustedByLogin("c", 1, START + 40 * SECOND)).isEmpty();
        assertThat(patience.exhaustedByLogin("c", 1, START + 60 * SECOND)).isEmpty();
        assertThat(patience.exhaustedByLogin("c", 1, START + 71 * SECOND)).isPresent();
    }

    private static NetworkReceive announced(int bytes) throws IOException {
        var frame = new NetworkReceive(Integer.MAX_VALUE, "c", new RequestMemory(1 << 20));
        frame.readFrom(scattering(ByteBuffer.allocate(4).putInt(0, bytes)));
        return frame;
    }

    private static void read(NetworkReceive frame, int bytes) throws IOException {
        frame.readFrom(scattering(ByteBuffer.allocate(bytes)));
    }

    private static ScatteringByteChannel scattering(ByteBuffer bytes) {
        ReadableByteChannel source = Channels.newChannel(new java.io.ByteArrayInputStream(bytes.array()));
        return new ScatteringByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                return Math.max(0, source.read(target));
            }

            @Override
            public long read(ByteBuffer[] targets) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long read(ByteBuffer[] targets, int offset, int length) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isOpen() {
                return source.isOpen();
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }
}
