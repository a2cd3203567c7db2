package io.confluenceconnector.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Breaks off a request whose bytes the server does not take, or whose answer's head drips: writing to a socket has no
 * time-out, and the one for reading begins anew with each byte (P10). A body must go out as fast as one must come in: else a
 * page could hold its share of the images' memory for days, each part taken in time (P15).
 */
final class SendWatch implements ExecChainHandler {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration patience;
    private final LongSupplier nanoTime;

    /** @param patience from one part of the body that was taken to the next, and then to the end of the answer's head */
    SendWatch(Duration patience) {
        this(patience, System::nanoTime);
    }

    SendWatch(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "send-watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Watch watch = new Watch(scope);
        if (request.getEntity() != null) {
            request.setEntity(new WatchedBody(request.getEntity(), watch));
        }
        long interval = Math.max(1, patience.toMillis() / 4);
        Future<?> looking = TIMER.scheduleWithFixedDelay(watch::look, interval, interval, TimeUnit.MILLISECONDS);
        try {
            return chain.proceed(request, scope);
        } catch (IOException e) {
            throw watch.brokenOff ? watch.timeout(e) : e;
        } finally {
            looking.cancel(false);
        }
    }

    private final class Watch {

        private final ExecChain.Scope scope;
        private volatile long progress = nanoTime.getAsLong();
        private volatile boolean brokenOff;

        Watch(ExecChain.Scope scope) {
            this.scope = scope;
        }

        void look() {
            if (nanoTime.getAsLong() - progress > patience.toNanos() && !brokenOff) {
                brokenOff = true;
                scope.execRuntime.discardEndpoint();
            }
        }

        /** @throws SocketTimeoutException when so many bytes have taken too long */
        void taken(long bytes, long start) throws SocketTimeoutException {
            progress = nanoTime.getAsLong();
            Duration allowed = ResponseBody.longest(bytes, ResponseBody.PATIENCE);
            if (progress - start > allowed.toNanos()) {
                throw new SocketTimeoutException("The server takes the request too slowly: only " + bytes + " bytes in "
                        + allowed.toSeconds() + " seconds");
            }
        }

        long now() {
            return nanoTime.getAsLong();
        }

        IOException timeout(IOException cause) {
            IOException timeout = new SocketTimeoutException("Timeout deadline: the server took or answered nothing for "
                    + patience.toSeconds() + " seconds");
            timeout.addSuppressed(cause);
            return timeout;
        }
    }

    private static final class WatchedBody extends HttpEntityWrapper {

        private final Watch watch;

        WatchedBody(HttpEntity body, Watch watch) {
            super(body);
            this.watch = watch;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            super.writeTo(new WatchedOutput(out, watch));
        }
    }

    /** Writes in parts, so that a slow server is not taken for one that is stuck. */
    private static final class WatchedOutput extends FilterOutputStream {

        private static final int PART_BYTES = 16 * 1024;

        private final Watch watch;
        private final long start;
        private long taken;

        WatchedOutput(OutputStream out, Watch watch) {
            super(out);
            this.watch = watch;
            this.start = watch.now();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PART_BYTES) {
                int part = Math.min(PART_BYTES, length - done);
                out.write(bytes, offset + done, part);
                taken += part;
                watch.taken(taken, start);
            }
        }
    }
}
