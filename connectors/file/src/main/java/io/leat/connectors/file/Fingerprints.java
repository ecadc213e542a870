package io.leat.connectors.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Short checks of a file's content around what was read: the head (its first {@value #HEAD} bytes) tells files apart,
 * the tail (the last {@value #TAIL} bytes before a position) tells whether the position still belongs to them. One
 * instance serves one thread.
 */
final class Fingerprints {
    static final int HEAD = 1024;
    static final int TAIL = 64;

    private final CRC32C crc = new CRC32C();
    private final MessageDigest digest = sha256();

    /** Of the first {@code length} bytes: 16 hexadecimal digits of their SHA-256. */
    String head(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** CRC-32C of the up to {@value #TAIL} bytes that end before {@code end}; of fewer where {@code position} is less. */
    int tail(byte[] bytes, int end, long position) {
        var length = (int) Math.min(TAIL, position);
        return crc(bytes, end - length, length);
    }

    /** A checksum of the first line, as far as it ends within the head. */
    int firstLine(byte[] bytes, int length, LineScanner lines) {
        var sight = Math.min(length, HEAD);
        var end = lines.lineEnd(bytes, 0, sight);
        return crc(bytes, 0, end < 0 ? sight : end);
    }

    int crc(byte[] bytes, int from, int length) {
        crc.reset();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** How many bytes before a position must be read again for both checks. */
    static int overlap(long position) {
        return (int) Math.min(position, position <= HEAD ? HEAD : TAIL);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
