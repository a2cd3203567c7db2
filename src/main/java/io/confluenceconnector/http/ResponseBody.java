package io.confluenceconnector.http;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.EofSensorInputStream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an answer, read once from the connection; prints as type and size only (S12).
 *
 * <p>Closing it early ends the connection instead of reading the rest, unless next to nothing is left.
 */
public final class ResponseBody extends FilterInputStream {

    private static final int WORTH_READING_BYTES = 8 * 1024;

    private final EofSensorInputStream connection;
    private final String description;
    private boolean finished;
    private Runnable whenEnded = () -> { };

    private ResponseBody(InputStream bytes, EofSensorInputStream connection, String description) {
        super(bytes);
        this.connection = connection;
        this.description = description;
    }

    static ResponseBody of(HttpEntity entity) throws IOException {
        InputStream bytes = entity.getContent();
        EofSensorInputStream connection = bytes instanceof EofSensorInputStream sensor ? sensor : new EofSensorInputStream(bytes, null);
        return new ResponseBody(connection, connection, BodyDescription.of(entity));
    }

    /** Runs once when the bytes have been read, or given up. */
    void whenEnded(Runnable action) {
        whenEnded = action;
    }

    private void ended() {
        finished = true;
        Runnable action = whenEnded;
        whenEnded = () -> { };
        action.run();
    }

    /** Gives the connection up at once: for a failure further on, when the rest is of no use. */
    public void abort() throws IOException {
        ended();
        connection.abort();
    }

    @Override
    public int read() throws IOException {
        return finishedIfNegative(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return finishedIfNegative(super.read(buffer, offset, length));
    }

    @Override
    public void close() throws IOException {
        if (finished || isRestShort()) {
            ended();
            super.close();
        } else {
            abort();
        }
    }

    @Override
    public String toString() {
        return description;
    }

    private boolean isRestShort() {
        try {
            return readNBytes(WORTH_READING_BYTES).length < WORTH_READING_BYTES;
        } catch (IOException e) {
            return false; // what cannot be read to its end is given up like what is too long
        }
    }

    private int finishedIfNegative(int read) {
        if (read < 0 && !finished) {
            ended();
        }
        return read;
    }
}
