package io.confluenceconnector.metrics;

import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.gateway.RemoteSystem;

import java.time.Duration;

/** A gate for routes that measures how long each request waits at it. */
public final class MeasuredGate {

    private final HostGate gate;
    private final RemoteSystem system;
    private final TenantMetrics metrics;

    /** @param system {@code CONFLUENCE} or {@code PLATFORM} */
    public MeasuredGate(HostGate gate, RemoteSystem system, TenantMetrics metrics) {
        this.gate = gate;
        this.system = system;
        this.metrics = metrics;
    }

    /** Waits until a request may go out; see {@link HostGate#acquire()}. */
    public void acquire() throws InterruptedException {
        long start = System.nanoTime();
        gate.acquire();
        metrics.waitedForRateLimit(system, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Waits until no pause is left, for no request of its own; see {@link HostGate#sitOutPause()}. */
    public void sitOutPause() throws InterruptedException {
        gate.sitOutPause();
    }
}
