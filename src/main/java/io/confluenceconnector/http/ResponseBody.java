package io.confluenceconnector.http;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.EofSensorInputStream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The bytes of an answer, read once from the connection; prints as type and size only (S12).
 *
 * <p>Closing it early ends the connection instead of reading the rest, unless next to nothing is left. A body that drips
 * slower than {@value #SLOWEST_BYTES_PER_SECOND} bytes a second, past a first patience, counts as a time-out: each drop
 * would come in time, and the whole never (P10).
 */
public final class ResponseBody extends FilterInputStream {

    private static final int WORTH_READING_BYTES = 8 * 1024;
    private static final int SLOWEST_BYTES_PER_SECOND = 16 * 1024;
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EofSensorInputStream connection;
    private final String description;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final long start;
    private long count;
    private boolean finished;
    private Runnable whenEnded = () -> { };

    private ResponseBody(EofSensorInputStream connection, String description, Duration patience, LongSupplier nanoTime) {
        super(connection);
        this.connection = connection;
        this.description = description;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    static ResponseBody of(HttpEntity entity) throws IOException {
        return of(entity, PATIENCE, System::nanoTime);
    }

    /** @param patience how long a body may take that hardly holds anything */
    static ResponseBody of(HttpEntity entity, Duration patience, LongSupplier nanoTime) throws IOException {
        InputStream bytes = entity.getContent();
        EofSensorInputStream connection = bytes instanceof EofSensorInputStream sensor ? sensor : new EofSensorInputStream(bytes, null);
        return new ResponseBody(connection, BodyDescription.of(entity), patience, nanoTime);
    }

    /** How long so many bytes may take in either direction. */
    static Duration longest(long bytes, Duration patience) {
        return patience.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
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
        int value = super.read();
        count(value < 0 ? value : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
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

    private void count(int read) throws SocketTimeoutException {
        if (read < 0) {
            if (!finished) {
                ended();
            }
            return;
        }
        count += read;
        Duration allowed = longest(count, patience);
        if (nanoTime.getAsLong() - start > allowed.toNanos()) {
            throw new SocketTimeoutException("The answer drips: only " + count + " bytes in " + allowed.toSeconds() + " seconds");
        }
    }
}
