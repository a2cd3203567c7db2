package io.confluenceconnector.tenant;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.health.CycleState;
import io.confluenceconnector.metrics.TenantMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a tenant outlives the change of its configuration or of the routes (P18): its metrics, what its last cycle said,
 * its gates, and what cycles know of earlier ones. Used by one runtime at a time.
 */
public final class TenantMemory implements AutoCloseable {

    /** What Camel calls the tag with the name of its context. */
    private static final List<String> CONTEXT_TAGS = List.of("camelContext", "camel.context");

    private final TenantName tenant;
    private final MeterRegistry meters;
    private final Clock clock;
    private final CycleState state = new CycleState();
    private Optional<Measured> measured = Optional.empty();
    private Optional<Gates> gates = Optional.empty();
    private Optional<CycleMemory> cycles = Optional.empty();

    /** Which series there are depends on the kind of Confluence. */
    private record Measured(InstanceType instanceType, TenantMetrics metrics) {
    }

    public TenantMemory(TenantName tenant, MeterRegistry meters, Clock clock) {
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        this.meters = Objects.requireNonNull(meters, "meters");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The tenant's series, kept over changes. */
    public synchronized TenantMetrics metrics(InstanceType instanceType) {
        Optional<Measured> kept = measured.filter(before -> before.instanceType() == instanceType);
        if (kept.isEmpty()) {
            measured.ifPresent(before -> before.metrics().close());
            measured = Optional.of(new Measured(instanceType, new TenantMetrics(meters, tenant, instanceType)));
        }
        return measured.orElseThrow().metrics();
    }

    CycleState state() {
        return state;
    }

    synchronized Gates gates(TenantConfig config) {
        gates = Optional.of(gates.map(before -> before.then(config, clock)).orElseGet(() -> Gates.of(config, clock)));
        return gates.orElseThrow();
    }

    /**
     * Whether cycles of this configuration simply go on: the last cycle succeeded and selected the same. Otherwise they begin
     * as after a restart of the process, with a cycle at once: never with deletions of which half the proof stems from
     * another selection, or from seconds ago (P11, P12).
     */
    synchronized boolean goesOn(TenantConfig config) {
        return cycles.filter(memory -> memory.selection().equals(CycleMemory.Selection.of(config))).isPresent()
                && state.lastReport().filter(report -> report.outcome() == CycleOutcome.SUCCESS).isPresent();
    }

    synchronized CycleMemory cycles(TenantConfig config) {
        if (!goesOn(config)) {
            cycles = Optional.of(CycleMemory.fresh(CycleMemory.Selection.of(config)));
        }
        return cycles.orElseThrow();
    }

    /** Forgets what cycles know of earlier ones: another process may have run some in between (P20). */
    public synchronized void forgetCycles() {
        cycles = Optional.empty();
    }

    /** The tenant exists no more: its series go, with those that Camel keeps under the name of its context. */
    @Override
    public synchronized void close() {
        measured.ifPresent(before -> before.metrics().close());
        measured = Optional.empty();
        meters.getMeters().stream().filter(meter -> CONTEXT_TAGS.stream()
                .anyMatch(tag -> tenant.value().equals(meter.getId().getTag(tag)))).forEach(meters::remove);
    }
}
