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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** All tenants of the process: what of them is configured, and what runs. */
public final class Tenants implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

    /** What a tenant may take to close beyond the time for its items. */
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final BooleanSupplier ALWAYS = () -> true;

    private final ProcessResources process;
    private final Function<TenantConfig, CycleListener> listeners;
    private final Consumer<TenantName> forget;
    private final RunMode mode;
    private final Claims claims = new Claims();
    private final SortedMap<TenantName, TenantSlot> slots = new TreeMap<>();
    private final boolean shared;
    private final Map<TenantName, BooleanSupplier> permits = new HashMap<>();
    private Map<TenantName, TenantConfig> configured = Map.of();
    private Optional<RouteFiles> routes = Optional.empty();
    private volatile Runnable settledListener = () -> { };
    private boolean closed;

    /**
     * @param listeners who hears of a tenant's cycles
     * @param forget    told of each tenant that is configured no more, once it has ended
     * @param mode      what their cycles are for
     * @param shared    whether other processes have the same tenants, so that each needs to be admitted (P20)
     */
    public Tenants(ProcessResources process, Function<TenantConfig, CycleListener> listeners, Consumer<TenantName> forget,
                   RunMode mode, boolean shared) {
        this.process = process;
        this.listeners = listeners;
        this.forget = forget;
        this.mode = mode;
        this.shared = shared;
    }

    /**
     * Starts tenants one after the other; the first that cannot start ends it. Meanwhile those that have started can be asked how
     * they do. Of a process that shares them with others none starts here: they wait until they are {@linkplain #admit admitted}.
     *
     * @throws io.confluenceconnector.routes.RouteFilesRejectedException when the files do more than routes may (S24)
     * @throws TenantStartException                                      when Camel cannot build the routes
     */
    public void start(Collection<TenantConfig> tenants, RouteFiles routes) {
        Map<TenantSlot, TenantSlot.Target> starting = new LinkedHashMap<>();
        synchronized (this) {
            configured = configurations(tenants);
            this.routes = Optional.of(routes);
            configured.values().forEach(this::slot);
            slots.forEach((name, slot) -> target(name).ifPresent(target -> starting.put(slot, target)));
        }
        if (shared) {
            rehearse(routes);
        }
        HeapNeed.check(starting.size(), Runtime.getRuntime().maxMemory());
        starting.forEach((slot, target) -> {
            if (!isClosed()) {
                slot.startNow(target);
            }
        });
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Replaces what is configured: what is new starts, what is gone ends and nothing of it is deleted, what has changed is
     * replaced after its cycle under way, and all else goes on untouched (P18). Returns at once.
     */
    public synchronized void replace(Collection<TenantConfig> tenants, RouteFiles newRoutes) {
        if (closed) {
            return;
        }
        configured = configurations(tenants);
        routes = Optional.of(newRoutes);
        configured.values().forEach(this::slot);
        slots.forEach((name, slot) -> slot.want(target(name)));
        HeapNeed.check(expected(), Runtime.getRuntime().maxMemory());
    }

    /** The tenant may run in this process while the permit holds, which is asked before each request (P20). */
    public synchronized void admit(TenantName name, BooleanSupplier permit) {
        permits.put(name, permit);
        wantAgain(name);
    }

    /** The tenant may no longer run here: it ends as soon as the items on their way are done. */
    public synchronized void dismiss(TenantName name) {
        permits.remove(name);
        wantAgain(name);
    }

    /** The tenant may no longer run here and sends nothing more from now on; what is on its way is broken off. */
    public void cutOff(TenantName name) {
        Optional<TenantSlot> slot;
        synchronized (this) {
            dismiss(name);
            slot = Optional.ofNullable(slots.get(name));
        }
        slot.ifPresent(TenantSlot::cutOff);
    }

    private void wantAgain(TenantName name) {
        if (slots.containsKey(name) && !closed) {
            Optional.ofNullable(configured.get(name)).ifPresent(this::slot);
            slots.get(name).want(target(name));
        }
    }

    private Optional<TenantSlot.Target> target(TenantName name) {
        return Optional.ofNullable(configured.get(name)).flatMap(tenant -> Optional.ofNullable(permit(name))
                .map(permit -> new TenantSlot.Target(tenant, routes.orElseThrow(), permit)));
    }

    private BooleanSupplier permit(TenantName name) {
        return shared ? permits.get(name) : ALWAYS;
    }

    /** Those that are configured, run or not. */
    public synchronized Set<TenantName> configured() {
        return Set.copyOf(configured.keySet());
    }

    /** Whether nothing of the tenant runs here, and nothing is about to. */
    public synchronized boolean isIdle(TenantName name) {
        return Optional.ofNullable(slots.get(name)).map(TenantSlot::isIdle).orElse(true);
    }

    /** Whether a cycle of the tenant is under way here. */
    public synchronized boolean isBusy(TenantName name) {
        return Optional.ofNullable(slots.get(name)).flatMap(TenantSlot::runtime).map(TenantRuntime::isBusy).orElse(false);
    }

    /** Whom to tell when a tenant has started or ended. */
    public void whenSettled(Runnable listener) {
        settledListener = listener;
    }

    /** Whether the tenants could run with other routes; see {@link TenantRuntime#rehearse}. Nothing when there is no tenant. */
    public void rehearse(RouteFiles routes) {
        Optional<TenantConfig> any;
        synchronized (this) {
            any = configured.values().stream().findFirst();
        }
        any.ifPresent(tenant -> TenantRuntime.rehearse(tenant, process, routes));
    }

    private static Map<TenantName, TenantConfig> configurations(Collection<TenantConfig> tenants) {
        Map<TenantName, TenantConfig> running = new TreeMap<>();
        tenants.stream().filter(tenant -> tenant.status() != TenantStatus.INACTIVE)
                .forEach(tenant -> running.put(tenant.name(), tenant));
        return running;
    }

    /** The place of a tenant; its series exist from now on, whether or not it runs here. */
    private TenantSlot slot(TenantConfig tenant) {
        TenantSlot slot = slots.computeIfAbsent(tenant.name(), name ->
                new TenantSlot(name, this, new TenantMemory(name, process.meters(), process.clock())));
        slot.memory().metrics(tenant.confluence().instanceType()).leader(permit(tenant.name()) != null);
        return slot;
    }

    /** Those that run at this moment, by name. */
    public synchronized List<TenantRuntime> running() {
        return slots.values().stream().map(TenantSlot::runtime).flatMap(Optional::stream).toList();
    }

    /** How many are to run here; more than those {@linkplain #running() running} while some still start. */
    public synchronized int expected() {
        return closed ? 0 : (int) configured.values().stream().map(TenantConfig::name).filter(name -> permit(name) != null)
                .map(slots::get).filter(slot -> slot.runtime().isPresent() || !slot.isRefused()).count();
    }

    /** Those that do not run as configured, because they could not be started so. */
    public synchronized List<TenantName> refused() {
        return configured.values().stream().filter(tenant -> slots.get(tenant.name()).refuses(tenant, routes.orElseThrow()))
                .map(TenantConfig::name).toList();
    }

    Claims claims() {
        return claims;
    }

    TenantRuntime runtime(TenantSlot.Target target, TenantMemory memory) {
        return new TenantRuntime(target.tenant(), process, target.routes(), memory,
                listeners.apply(target.tenant()), mode, target.permit());
    }

    /** What was wanted of a tenant is done. */
    void settled(TenantName name) {
        forgetEnded(name);
        settledListener.run();
    }

    private synchronized void forgetEnded(TenantName name) {
        TenantSlot slot = slots.get(name);
        if (slot == null || closed || !slot.isIdle()) {
            return;
        }
        forget.accept(name);
        if (!configured.containsKey(name)) {
            slots.remove(name);
            slot.memory().close();
            Event.of(EventName.TENANT_UNLOADED).outcome(Outcome.SUCCESS)
                    .log(LOG, "Tenant unloaded: its cycles have ended, and what it stored stays");
        }
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
