package io.confluenceconnector.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An upload body of a declared length, copied as it arrives (S17); a source that holds fewer or more bytes fails the upload.
 *
 * <p>Closing it before everything was sent aborts the download that feeds it, instead of reading the rest for nothing.
 */
public final class ExactLengthEntity extends AbstractHttpEntity {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream source;
    private final long length;
    private boolean complete;

    /** @param length bytes that the source is expected to hold */
    public ExactLengthEntity(InputStream source, long length, ContentType type) {
        super(type, null);
        if (length < 0) {
            throw new IllegalArgumentException("An upload must declare its length in bytes, but it is " + length);
        }
        this.source = source;
        this.length = length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long sent = 0;
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            if (sent + read > length) {
                throw new LengthMismatchException(length, "more");
            }
            out.write(buffer, 0, read);
            sent += read;
        }
        if (sent < length) {
            throw new LengthMismatchException(length, "only " + sent);
        }
        complete = true;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public InputStream getContent() {
        return source;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() throws IOException {
        if (!complete && source instanceof ResponseBody download) {
            download.abort();
        } else {
            source.close();
        }
    }

    @Override
    public String toString() {
        return BodyDescription.of(this);
    }
}
