package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.RemoteSystem;
import io.confluenceconnector.platform.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The metrics of one tenant, all of them at zero from the start, so that {@code increase()} is right from the first event
 * on. One for as long as the tenant exists, kept when its configuration changes; closed, it leaves nothing behind.
 */
public final class TenantMetrics implements CycleListener, AutoCloseable {

    private static final String SUCCESS = "success";
    private static final String FAILURE = "failure";
    private static final String ERROR = "error";
    private static final List<Integer> SLOW_SECONDS = List.of(1, 2, 5, 10);

    private final MeterRegistry registry;
    private final TenantMeters meters;
    private final Set<String> endpoints;
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger attachments = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger pending = new AtomicInteger();
    private final Counter platformTokens;
    private volatile Phase phase = Phase.IDLE;
    private volatile long phaseSinceNanos;
    private volatile Instant lastSuccess = Instant.EPOCH;
    private volatile boolean leader;

    public TenantMetrics(MeterRegistry registry, TenantName tenant, InstanceType instanceType) {
        this.registry = registry;
        this.meters = new TenantMeters(registry, tenant.value());
        this.endpoints = CallCatalogue.confluence(instanceType);
        this.platformTokens = meters.sharedCounter(Metric.PLATFORM_TOKEN_REFRESHES);
        registerCycle();
        registerDeletedTenant();
        registerConfluence();
        CallCatalogue.platformOperations().forEach(this::registerPlatform);
        registerTransfers();
    }

    private void registerCycle() {
        for (Phase each : Phase.values()) {
            meters.gauge(Metric.SYNC_PHASE, this, metrics -> metrics.phase == each ? 1 : 0, "phase", each.toString());
        }
        meters.gauge(Metric.LAST_SUCCESS, this, metrics -> metrics.lastSuccess.getEpochSecond());
        meters.gauge(Metric.CLUSTER_LEADER, this, metrics -> metrics.leader ? 1 : 0);
        meters.gauge(Metric.DELETIONS_WAITING, held, AtomicInteger::get, "state", "held");
        meters.gauge(Metric.DELETIONS_WAITING, pending, AtomicInteger::get, "state", "pending");
        meters.fallingCounter(Metric.SYNC_PAGES, pages, AtomicInteger::get);
        meters.fallingCounter(Metric.SYNC_ATTACHMENTS, attachments, AtomicInteger::get);
        meters.timer(Metric.SCAN_DURATION);
        meters.counter(Metric.SYNC_SKIPPED);
        meters.counter(Metric.ORPHANED_FILES_CLEANED);
        for (String result : List.of(SUCCESS, FAILURE)) {
            meters.timer(Metric.SYNC_DURATION, "result", result);
            meters.counter(Metric.ORPHANED_SCOPES_CLEANED, "result", result);
        }
        CountedSeries.all().forEach(series -> meters.counter(series.metric(), series.label(), series.value()));
    }

    private void registerDeletedTenant() {
        for (String result : List.of(SUCCESS, FAILURE)) {
            meters.timer(Metric.CLEANUP_DURATION, "result", result);
            meters.counter(Metric.CLEANUP_CONTENT_DELETED, "result", result);
            meters.counter(Metric.CLEANUP_SCOPES_DELETED, "result", result);
        }
    }

    private void registerConfluence() {
        meters.counter(Metric.CONFLUENCE_THROTTLED);
        for (String endpoint : endpoints) {
            meters.timer(Metric.CONFLUENCE_DURATION, "endpoint", endpoint, "result", SUCCESS);
            meters.timer(Metric.CONFLUENCE_DURATION, "endpoint", endpoint, "result", ERROR);
        }
        StatusClass.FAILURES.forEach(status -> meters.counter(Metric.CONFLUENCE_ERRORS, "http_status_class", status));
    }

    private void registerPlatform(String operation, Target target) {
        String[] call = {"operation", operation, "target", target.toString()};
        meters.counter(Metric.PLATFORM_REQUESTS, and(call, "result", SUCCESS));
        meters.counter(Metric.PLATFORM_REQUESTS, and(call, "result", ERROR));
        meters.summary(Metric.PLATFORM_DURATION, and(call, "result", SUCCESS, "status_code_class", StatusClass.SUCCESS));
        StatusClass.PLATFORM_FAILURES.forEach(status ->
                meters.counter(Metric.PLATFORM_ERRORS, and(call, "status_code_class", status)));
        StatusClass.MEASURED_FAILURES.forEach(status ->
                meters.summary(Metric.PLATFORM_DURATION, and(call, "result", ERROR, "status_code_class", status)));
        SLOW_SECONDS.forEach(seconds -> meters.counter(Metric.PLATFORM_SLOW_REQUESTS, and(call, "duration_bucket", ">" + seconds + "s")));
    }

    private void registerTransfers() {
        meters.timer(Metric.UPLOAD_DURATION);
        meters.counter(Metric.BYTES_UPLOADED);
        for (RemoteSystem system : RemoteSystem.values()) {
            for (RetryReason reason : RetryReason.values()) {
                meters.counter(Metric.RETRIES, "target", label(system), "reason", reason.toString());
            }
        }
        for (RemoteSystem limited : List.of(RemoteSystem.CONFLUENCE, RemoteSystem.PLATFORM)) {
            meters.timer(Metric.RATE_LIMIT_WAIT, "target", label(limited));
            meters.counter(Metric.TOKEN_REQUESTS, "target", label(limited), "result", SUCCESS);
            meters.counter(Metric.TOKEN_REQUESTS, "target", label(limited), "result", FAILURE);
        }
    }

    @Override
    public void started(String cycleId, Instant startedAt) {
        List.of(pages, attachments, held, pending).forEach(counted -> counted.set(0));
    }

    @Override
    public void counted(Count count, int n) {
        CountedSeries.of(count).ifPresent(series -> meters.counter(series.metric(), series.label(), series.value()).increment(n));
        switch (count) {
            case PAGES_DISCOVERED -> pages.addAndGet(n);
            case ATTACHMENTS_DISCOVERED -> attachments.addAndGet(n);
            case DELETIONS_HELD -> held.addAndGet(n);
            case DELETIONS_PENDING -> pending.addAndGet(n);
            case REMOVED_SPACE_FILES_DELETED -> meters.counter(Metric.ORPHANED_FILES_CLEANED).increment(n);
            case SPACES_REMOVED -> meters.counter(Metric.ORPHANED_SCOPES_CLEANED, "result", SUCCESS).increment(n);
            case SPACES_FAILED -> spacesFailed(n);
            case TENANT_FILES_DELETED -> cleanupContentDeleted(true, n);
            case TENANT_FILES_FAILED -> cleanupContentDeleted(false, n);
            case TENANT_SCOPES_REMOVED -> cleanupScopesDeleted(true, n);
            case TENANT_SCOPES_FAILED -> cleanupScopesDeleted(false, n);
            default -> {
                // has no metric, or only the counter above
            }
        }
    }

    /** A space can also fail before, when its scope is made (P9): only the removal's failures are cleaning (P12). */
    private void spacesFailed(int n) {
        if (phase == Phase.CLEANING_UP) {
            meters.counter(Metric.ORPHANED_SCOPES_CLEANED, "result", FAILURE).increment(n);
        }
    }

    @Override
    public void entered(Phase next) {
        long now = registry.config().clock().monotonicTime();
        if (phase == Phase.SCANNING && next != Phase.SCANNING && next != Phase.IDLE) {
            meters.timer(Metric.SCAN_DURATION).record(Duration.ofNanos(now - phaseSinceNanos));
        }
        if (next != phase) {
            phaseSinceNanos = now;
            phase = next;
        }
    }

    @Override
    public void finished(CycleReport report) {
        phase = Phase.IDLE;
        meters.timer(Metric.SYNC_DURATION, "result", report.outcome().toString()).record(report.duration());
        if (report.outcome() == CycleOutcome.SUCCESS) {
            lastSuccess = report.startedAt().plus(report.duration());
        }
        long scopesFailed = report.total(Count.TENANT_SCOPES_FAILED);
        if (report.total(Count.TENANT_SCOPES_REMOVED) + scopesFailed > 0) {
            cleanupFinished(scopesFailed == 0, report.duration());
        }
    }

    @Override
    public void skipped() {
        meters.counter(Metric.SYNC_SKIPPED).increment();
    }

    /** Whether this process runs the tenant (P20). */
    public void leader(boolean elected) {
        leader = elected;
    }

    /** A request to Confluence was answered, or failed without an answer. @param endpoint path template */
    public void confluenceRequest(String endpoint, OptionalStatus status, Duration took) {
        String known = endpoints.contains(endpoint) ? endpoint : CallCatalogue.OTHER;
        String statusClass = StatusClass.of(status);
        boolean succeeded = statusClass.equals(StatusClass.SUCCESS);
        meters.timer(Metric.CONFLUENCE_DURATION, "endpoint", known, "result", succeeded ? SUCCESS : ERROR).record(took);
        if (!succeeded) {
            meters.counter(Metric.CONFLUENCE_ERRORS, "http_status_class", statusClass).increment();
        }
    }

    /** Confluence asked us to slow down. */
    public void throttled() {
        meters.counter(Metric.CONFLUENCE_THROTTLED).increment();
    }

    /**
     * A request to the platform was answered, or failed without an answer.
     *
     * @param operation as in {@code PlatformRequest}
     * @param succeeded false also for an answer of 200 that holds errors, as GraphQL reports them, or that cannot be read
     */
    public void platformRequest(String operation, OptionalStatus status, boolean succeeded, Duration took) {
        Target target = CallCatalogue.platformOperations().get(operation);
        String[] call = {"operation", target == null ? CallCatalogue.OTHER : operation,
            "target", target == null ? CallCatalogue.OTHER : target.toString()};
        String result = succeeded ? SUCCESS : ERROR;
        String statusClass = StatusClass.of(status);
        meters.counter(Metric.PLATFORM_REQUESTS, and(call, "result", result)).increment();
        meters.summary(Metric.PLATFORM_DURATION, and(call, "result", result, "status_code_class", statusClass))
                .record(took.toMillis());
        if (!succeeded) {
            meters.counter(Metric.PLATFORM_ERRORS, and(call, "status_code_class", statusClass)).increment();
        }
        SLOW_SECONDS.stream().filter(seconds -> took.compareTo(Duration.ofSeconds(seconds)) > 0).forEach(seconds ->
                meters.counter(Metric.PLATFORM_SLOW_REQUESTS, and(call, "duration_bucket", ">" + seconds + "s")).increment());
    }

    /** A token was asked for. @param owner the system that the token is for: {@code CONFLUENCE} or {@code PLATFORM} */
    public void tokenRequest(RemoteSystem owner, boolean succeeded) {
        meters.counter(Metric.TOKEN_REQUESTS, "target", label(owner), "result", succeeded ? SUCCESS : FAILURE).increment();
        if (succeeded && owner == RemoteSystem.PLATFORM) {
            platformTokens.increment();
        }
    }

    /** A request is sent again. */
    public void retried(RemoteSystem system, RetryReason reason) {
        meters.counter(Metric.RETRIES, "target", label(system), "reason", reason.toString()).increment();
    }

    /** A request waited for the rate limit. @param system {@code CONFLUENCE} or {@code PLATFORM} */
    public void waitedForRateLimit(RemoteSystem system, Duration wait) {
        meters.timer(Metric.RATE_LIMIT_WAIT, "target", label(system)).record(wait);
    }

    /** An attachment was uploaded, or its upload failed. */
    public void attachmentUpload(Duration took) {
        meters.timer(Metric.UPLOAD_DURATION).record(took);
    }

    /** Bytes have arrived at an upload address. */
    public void uploaded(long bytes) {
        meters.counter(Metric.BYTES_UPLOADED).increment(bytes);
    }

    /** The removal of a deleted tenant's content ended (P16). */
    public void cleanupFinished(boolean succeeded, Duration took) {
        meters.timer(Metric.CLEANUP_DURATION, "result", succeeded ? SUCCESS : FAILURE).record(took);
    }

    /** Files of a deleted tenant were deleted, or could not be (P16). */
    public void cleanupContentDeleted(boolean succeeded, int files) {
        meters.counter(Metric.CLEANUP_CONTENT_DELETED, "result", succeeded ? SUCCESS : FAILURE).increment(files);
    }

    /** Scopes of a deleted tenant were deleted, or could not be (P16). */
    public void cleanupScopesDeleted(boolean succeeded, int scopes) {
        meters.counter(Metric.CLEANUP_SCOPES_DELETED, "result", succeeded ? SUCCESS : FAILURE).increment(scopes);
    }

    /** Removes every meter of the tenant; what is reported afterwards is dropped. */
    @Override
    public void close() {
        meters.close();
    }

    private static String label(RemoteSystem system) {
        return system.name().toLowerCase(Locale.ROOT);
    }

    private static String[] and(String[] labels, String... more) {
        return Stream.of(labels, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
