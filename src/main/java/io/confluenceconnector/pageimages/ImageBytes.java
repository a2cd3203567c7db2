package io.confluenceconnector.pageimages;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The bytes of one image, in pieces that a small heap has room for. Base64 is made piece by piece while it is sent, since it
 * is a third larger (B86).
 */
public final class ImageBytes {

    /** A multiple of three, so that each piece is encoded for itself. */
    private static final int PIECE = 3 * 64 * 1024;

    private final List<byte[]> pieces;
    private final long size;

    private ImageBytes(List<byte[]> pieces, long size) {
        this.pieces = List.copyOf(pieces);
        this.size = size;
    }

    /**
     * Reads a download to its end.
     *
     * @param declared what the attachment's record says; another number of bytes is a failure, never cut or padded
     */
    public static ImageBytes read(InputStream download, OptionalLong declared) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        long size = 0;
        while (true) {
            int wanted = (int) Math.min(PIECE, declared.orElse(Long.MAX_VALUE) - size);
            byte[] piece = new byte[wanted];
            int read = download.readNBytes(piece, 0, wanted);
            size += read;
            pieces.add(read == wanted ? piece : Arrays.copyOf(piece, read));
            if (read < wanted || wanted == 0) {
                break;
            }
        }
        if (size < declared.orElse(size)) {
            throw new EOFException("The image ends after " + size + " of " + declared.getAsLong() + " bytes");
        }
        if (declared.isPresent() && download.read() >= 0) {
            throw new IOException("The image has more than the declared " + size + " bytes");
        }
        return new ImageBytes(pieces, size);
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** Characters of the same in Base64. */
    long encodedLength() {
        return (size + 2) / 3 * 4;
    }

    Stream<Supplier<InputStream>> encoded() {
        return pieces.stream().map(piece -> () -> new ByteArrayInputStream(Base64.getEncoder().encode(piece)));
    }

    @Override
    public String toString() {
        return "image of " + size + " bytes";
    }
}
