package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.routes.RouteFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** All tenants of the process: what of them is configured, and what runs. */
public final class Tenants implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

    /** What a tenant may take to close beyond the time for its items. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ProcessResources process;
    private final Function<TenantName, CycleListener> listeners;
    private final Consumer<TenantName> forget;
    private final RunMode mode;
    private final Claims claims = new Claims();
    private final SortedMap<TenantName, TenantSlot> slots = new TreeMap<>();
    private Map<TenantName, TenantSlot.Target> configured = Map.of();
    private boolean closed;

    /**
     * @param listeners who hears of a tenant's cycles
     * @param forget    told of each tenant that is configured no more, once it has ended
     * @param mode      what their cycles are for
     */
    public Tenants(ProcessResources process, Function<TenantName, CycleListener> listeners, Consumer<TenantName> forget,
                   RunMode mode) {
        this.process = process;
        this.listeners = listeners;
        this.forget = forget;
        this.mode = mode;
    }

    /**
     * Starts tenants one after the other; the first that cannot start ends it.
     *
     * @throws io.confluenceconnector.routes.RouteFilesRejectedException when the files do more than routes may (S24)
     * @throws TenantStartException                                      when Camel cannot build the routes
     */
    public synchronized void start(Collection<TenantConfig> tenants, RouteFiles routes) {
        configured = targets(tenants, routes);
        configured.forEach((name, target) -> slot(target.tenant()).startNow(target));
    }

    /**
     * Replaces what is configured: what is new starts, what is gone ends and nothing of it is deleted, what has changed is
     * replaced after its cycle under way, and all else goes on untouched (P18). Returns at once.
     */
    public synchronized void replace(Collection<TenantConfig> tenants, RouteFiles routes) {
        if (closed) {
            return;
        }
        configured = targets(tenants, routes);
        configured.values().forEach(target -> slot(target.tenant()));
        slots.forEach((name, slot) -> slot.want(Optional.ofNullable(configured.get(name))));
    }

    /** Whether the tenants could run with other routes; see {@link TenantRuntime#rehearse}. Nothing when there is no tenant. */
    public void rehearse(RouteFiles routes) {
        Optional<TenantConfig> any;
        synchronized (this) {
            any = configured.values().stream().map(TenantSlot.Target::tenant).findFirst();
        }
        any.ifPresent(tenant -> TenantRuntime.rehearse(tenant, process, routes));
    }

    private static Map<TenantName, TenantSlot.Target> targets(Collection<TenantConfig> tenants, RouteFiles routes) {
        Map<TenantName, TenantSlot.Target> targets = new TreeMap<>();
        tenants.stream().filter(tenant -> tenant.status() != TenantStatus.INACTIVE)
                .forEach(tenant -> targets.put(tenant.name(), new TenantSlot.Target(tenant, routes)));
        return targets;
    }

    private TenantSlot slot(TenantConfig tenant) {
        return slots.computeIfAbsent(tenant.name(), name ->
                new TenantSlot(name, this, new TenantMemory(name, process.meters(), process.clock())));
    }

    /** Those that run at this moment, by name. */
    public synchronized List<TenantRuntime> running() {
        return slots.values().stream().map(TenantSlot::runtime).flatMap(Optional::stream).toList();
    }

    /** Those that do not run as configured, because they could not be started so. */
    public synchronized List<TenantName> refused() {
        return slots.entrySet().stream().filter(slot -> slot.getValue().isRefused()).map(Map.Entry::getKey).toList();
    }

    Claims claims() {
        return claims;
    }

    TenantRuntime runtime(TenantConfig tenant, RouteFiles routes, TenantMemory memory) {
        return new TenantRuntime(tenant, process, routes, memory, listeners.apply(tenant.name()), mode);
    }

    /** What was wanted of a tenant is done. */
    synchronized void settled(TenantName name) {
        TenantSlot slot = slots.get(name);
        if (slot == null || closed || configured.containsKey(name) || slot.runtime().isPresent()) {
            return;
        }
        slots.remove(name);
        slot.memory().close();
        forget.accept(name);
        Event.of(EventName.TENANT_UNLOADED).outcome(Outcome.SUCCESS)
                .log(LOG, "Tenant unloaded: its cycles have ended, and what it stored stays");
    }

    /** Ends all of them side by side; items under way may finish within the shutdown time (P19). */
    @Override
    public void close() {
        List<TenantSlot> ending;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            ending = new ArrayList<>(slots.values());
        }
        ending.forEach(slot -> slot.want(Optional.empty()));
        ending.forEach(slot -> awaitEnd(slot, process.shutdownTimeout().plus(CLOSING)));
        ending.forEach(slot -> slot.memory().close());
    }

    private static void awaitEnd(TenantSlot slot, Duration limit) {
        try {
            slot.awaitEnd(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
