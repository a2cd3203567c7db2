package io.confluenceconnector.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops reading an answer that is larger than any honest one, before it fills the memory (S19). */
public final class ResponseLimit extends FilterInputStream {

    private final long limit;
    private long count;

    private ResponseLimit(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    /** The same bytes, until there are more than {@code limitBytes}: then {@link ResponseTooLargeException}. */
    public static InputStream of(InputStream body, long limitBytes) {
        return new ResponseLimit(body, limitBytes);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        counted(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        counted(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public String toString() {
        return in.toString();
    }

    private void counted(long bytes) throws ResponseTooLargeException {
        count += bytes;
        if (count > limit) {
            throw new ResponseTooLargeException(limit);
        }
    }
}
