package io.leat.connectors.elasticsearch;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow at the end and can be cut back to an earlier end. */
final class LineBuffer extends OutputStream {

    private byte[] bytes;
    private int size;

    LineBuffer(int initialBytes) {
        this.bytes = new byte[Math.max(initialBytes, 64)];
    }

    int size() {
        return size;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    @Override
    public void write(byte[] from) {
        write(from, 0, from.length);
    }

    /** Forgets what was written after this size. */
    void cutTo(int earlierSize) {
        size = earlierSize;
    }

    byte get(int index) {
        return bytes[index];
    }

    void set(int index, char ascii) {
        bytes[index] = (byte) ascii;
    }

    ByteBuffer slice(int start, int end) {
        return ByteBuffer.wrap(bytes, start, end - start).slice();
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16)));
        }
    }
}
