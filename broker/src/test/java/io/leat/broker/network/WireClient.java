package io.leat.broker.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** A connection that shows and sends every byte. */
public final class WireClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private int correlation;

    public WireClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and waits for its answer. */
    public AbstractResponse ask(AbstractRequest request) throws IOException {
        return read(send(request));
    }

    /** Sends a request without waiting; its header is needed to read the answer. */
    public RequestHeader send(AbstractRequest request) throws IOException {
        var header = new RequestHeader(request.apiKey(), request.version(), "wire", correlation++);
        sendFrame(request.serializeWithHeader(header));
        return header;
    }

    public void sendFrame(ByteBuffer frame) throws IOException {
        var bytes = new byte[Integer.BYTES + frame.remaining()];
        ByteBuffer.wrap(bytes).putInt(frame.remaining()).put(frame.duplicate());
        sendBytes(bytes);
    }

    public void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public AbstractResponse read(RequestHeader header) throws IOException {
        return AbstractResponse.parseResponse(readFrame(), header);
    }

    public ByteBuffer readFrame() throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Waits until the server has closed the connection; anything that it sends before is skipped. */
    public void awaitClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                in.skipBytes(in.available());
            }
        } catch (EOFException | java.net.SocketException e) {
            // A reset is an end as well.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
