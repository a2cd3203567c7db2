package io.confluenceconnector.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Sends pings side by side and waits for each no longer than the timeout. */
public final class PingRunner implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32;
    private static final long IDLE_SECONDS = 10;

    private final Duration timeout;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(MOST_AT_ONCE, MOST_AT_ONCE, IDLE_SECONDS,
            TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads("health-ping"));

    public PingRunner(Duration timeout) {
        this.timeout = timeout;
        threads.allowCoreThreadTimeOut(true);
    }

    /** The results in the order of the pings. @param meaning what an answer's status tells */
    List<PingResult> run(List<Ping> pings, IntFunction<PingResult> meaning) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Future<Integer>> answers = pings.stream().map(ping -> threads.submit(ping::send)).toList();
        return answers.stream().map(answer -> await(answer, deadline, meaning)).toList();
    }

    private static PingResult await(Future<Integer> answer, long deadline, IntFunction<PingResult> meaning) {
        try {
            return meaning.apply(answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return PingResult.statusOf(e).map(meaning::apply).orElseGet(() -> PingResult.unanswered(e));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return PingResult.timeout();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return PingResult.timeout();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
