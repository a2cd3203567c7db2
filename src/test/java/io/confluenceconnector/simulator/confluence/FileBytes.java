package io.confluenceconnector.simulator.confluence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** The bytes of a file: stored, or generated anew at each reading so that a gigabyte needs no memory. */
sealed interface FileBytes {

    long size();

    void writeTo(OutputStream output) throws IOException;

    /** Lower-case hexadecimal SHA-256, computed by reading all the bytes. */
    default String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes held in memory. */
    final class Stored implements FileBytes {

        private final byte[] bytes;

        Stored(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream output) throws IOException {
            try (InputStream input = new ByteArrayInputStream(bytes)) {
                input.transferTo(output);
            }
        }
    }

    /** A pattern of the given size; each 64 KiB block starts with its number, so that lost blocks change the hash. */
    record Generated(long seed, long size) implements FileBytes {

        private static final int BLOCK_BYTES = 64 * 1024;

        @Override
        public void writeTo(OutputStream output) throws IOException {
            byte[] block = new byte[BLOCK_BYTES];
            new Random(seed).nextBytes(block);
            for (long start = 0; start < size; start += BLOCK_BYTES) {
                ByteBuffer.wrap(block).putLong(start);
                output.write(block, 0, (int) Math.min(BLOCK_BYTES, size - start));
            }
        }
    }
}
