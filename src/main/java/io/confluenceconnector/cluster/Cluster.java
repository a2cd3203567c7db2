package io.confluenceconnector.cluster;

import io.confluenceconnector.config.ClusterSettings;
import io.confluenceconnector.health.CheckResult;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** This process as one of several pods that share the tenants (P20): keeps the {@link Election} going. */
public final class Cluster implements HealthCheck, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** Calls to the API server side by side. */
    private static final int CALLS = 8;
    private static final int LONGEST_POD_NAME = 40;

    private final String identity;
    private final Election election;
    private final Duration pace;
    private final ExecutorService calls = Executors.newFixedThreadPool(CALLS, work -> daemon(work, "lease-call"));
    private final Semaphore due = new Semaphore(0);
    private final Thread rounds;
    private final Thread guard;
    private volatile boolean closed;

    private Cluster(ClusterSettings settings, Tenants tenants) {
        LeaseTiming timing = new LeaseTiming(settings.leaseDuration());
        this.identity = settings.podName().substring(0, Math.min(LONGEST_POD_NAME, settings.podName().length())) + "_"
                + UUID.randomUUID().toString().substring(0, 8);
        this.election = new Election(settings.name(), identity, timing, new KubernetesLeases(settings, timing.callTimeout()),
                new TenantWorkload(tenants), Time.SYSTEM, calls);
        this.pace = timing.retry();
        this.rounds = daemon(this::rounds, "lease-rounds");
        this.guard = daemon(this::guard, "lease-guard");
        tenants.whenSettled(due::release);
    }

    /**
     * Not yet taking part.
     *
     * @throws ClusterStartException when the pod has no credentials for the API server
     */
    public static Cluster of(ClusterSettings settings, Tenants tenants) {
        return new Cluster(settings, tenants);
    }

    /** Takes part from now on: tenants start as soon as their Lease is held. */
    public void join() {
        rounds.start();
        guard.start();
        Event.of(EventName.CLUSTER_JOINED).field("identity", identity).log(LOG, "This pod takes part in sharing the tenants");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void rounds() {
        while (!closed) {
            try {
                election.round();
            } catch (RuntimeException e) {
                broken(e);
            }
            pause(pace, due);
        }
    }

    /** On a thread of its own, because a round may hang on an answer. */
    private void guard() {
        while (!closed) {
            try {
                election.guard();
            } catch (RuntimeException e) {
                broken(e);
            }
            pause(pace.dividedBy(2), new Semaphore(0));
        }
    }

    private static void broken(RuntimeException failure) {
        Event.of(EventName.CHECK_FAILED).unexpectedError(failure).field("check", "cluster")
                .log(LOG, "A round of the election broke off; the next one tries again");
    }

    /** Until something has happened, or for the whole time. */
    private void pause(Duration time, Semaphore signal) {
        try {
            signal.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
            signal.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Takes no tenant any more; each one that ends here is free for the other pods at once (P19). */
    public void leave() {
        election.leave();
        due.release();
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public CheckResult check() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pods", election.members());
        fields.put("tenants", election.heldTenants().stream().map(Object::toString).sorted().toList());
        if (!election.isConnected()) {
            fields.put("error", "LEASES_UNAVAILABLE");
        }
        return new CheckResult(election.isConnected(), fields);
    }

    /** Ends this pod's part, after its tenants have ended. */
    @Override
    public void close() {
        closed = true;
        due.release();
        if (!rounds.isAlive()) {
            calls.shutdownNow();
            return; // the start failed before it took part
        }
        try {
            rounds.join(pace.multipliedBy(4).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        election.left();
        guard.interrupt();
        calls.shutdownNow();
    }
}
