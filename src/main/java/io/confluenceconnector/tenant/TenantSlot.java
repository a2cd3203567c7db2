package io.confluenceconnector.tenant;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogContext;
import io.confluenceconnector.routes.RouteFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The place of one tenant: brings what runs in line with what is wanted, on a thread of its own, so that no tenant waits
 * for another (P1). A cycle under way ends with the old configuration first; when nothing, or another status, is wanted, it
 * is told to end early.
 */
final class TenantSlot {

    private static final Logger LOG = LoggerFactory.getLogger(TenantSlot.class);
    private static final long IDLE_THREAD_SECONDS = 1;

    /**
     * A configuration and the routes to run it with.
     *
     * @param permit whether this process may still work for the tenant (P20)
     */
    record Target(TenantConfig tenant, RouteFiles routes, BooleanSupplier permit) {

        /** What can be right or wrong about it. */
        Recipe recipe() {
            return new Recipe(tenant, routes);
        }
    }

    /** A target, whoever permits it. */
    record Recipe(TenantConfig tenant, RouteFiles routes) {
    }

    private final TenantName name;
    private final Tenants tenants;
    private final TenantMemory memory;
    private final ThreadPoolExecutor thread;
    private Optional<Target> wanted = Optional.empty();
    private Optional<Recipe> refused = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private boolean ending;
    private int work;
    private Optional<Recipe> lastGood = Optional.empty();

    /** What runs, with what it was made of. */
    private record Running(Target target, TenantRuntime runtime) {
    }

    TenantSlot(TenantName name, Tenants tenants, TenantMemory memory) {
        this.name = name;
        this.tenants = tenants;
        this.memory = memory;
        this.thread = new ThreadPoolExecutor(1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread worker = new Thread(work, "tenant-" + name);
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Says what is to run from now on; it begins at once and goes on after the return. */
    void want(Optional<Target> target) {
        synchronized (this) {
            wanted = target;
            work++;
            if (target.isEmpty()) {
                memory.forgetCycles();
            }
            if (running.filter(now -> endsEarly(now.target())).isPresent()) {
                ending = true;
                running.get().runtime().stop();
            }
        }
        tenants.claims().lookAgain();
        thread.execute(() -> LogContext.ofTenant(name.value()).run(this::converge));
    }

    /** Waits for the start, and throws what stands in its way: for the start of the process. */
    void startNow(Target target) {
        synchronized (this) {
            wanted = Optional.of(target);
        }
        tenants.claims().take(Claims.of(target.tenant()));
        try {
            thread.submit(() -> start(target)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while tenant " + name + " started", e);
        }
    }

    /** What runs and is not about to end. */
    synchronized Optional<TenantRuntime> runtime() {
        return ending ? Optional.empty() : running.map(Running::runtime);
    }

    /** Whether nothing runs, and nothing is about to. */
    synchronized boolean isIdle() {
        return work == 0 && running.isEmpty();
    }

    /** Lets nothing more out of this process for the tenant, at once. */
    void cutOff() {
        Optional<Running> cut;
        synchronized (this) {
            cut = running;
        }
        cut.ifPresent(now -> now.runtime().cutOff());
    }

    TenantMemory memory() {
        return memory;
    }

    /** Whether this could not be started here. */
    synchronized boolean refuses(TenantConfig tenant, RouteFiles routes) {
        return refused.equals(Optional.of(new Recipe(tenant, routes)));
    }

    /** Whether what is wanted could not be started here. */
    synchronized boolean isRefused() {
        return wanted.isPresent() && wanted.map(Target::recipe).equals(refused);
    }

    /** What is to run: what is wanted, or what ran before as long as that cannot be started. */
    private synchronized Optional<Target> goal() {
        return wanted.flatMap(target -> refuses(target.tenant(), target.routes())
                ? lastGood.map(good -> new Target(good.tenant(), good.routes(), target.permit())) : wanted);
    }

    private synchronized boolean endsEarly(Target now) {
        return wanted.isEmpty() || wanted.get().tenant().status() != now.tenant().status();
    }

    private void converge() {
        try {
            while (!isReached()) {
                if (isRunning()) {
                    end();
                } else {
                    begin();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            Event.of(EventName.TENANT_REJECTED).unexpectedError(e).log(LOG, "A change of the tenant broke off");
        } finally {
            synchronized (this) {
                work--;
            }
            tenants.settled(name);
        }
    }

    private synchronized boolean isRunning() {
        return running.isPresent();
    }

    private synchronized boolean isReached() {
        return !ending && goal().equals(running.map(Running::target));
    }

    private void end() throws InterruptedException {
        Running old;
        synchronized (this) {
            old = running.orElseThrow();
        }
        if (endsEarly(old.target())) {
            old.runtime().stop(); // also when it was still starting at the time that it was told to end
        }
        old.runtime().awaitEnd();
        synchronized (this) {
            ending = true; // from here on nobody asks it anything
        }
        try {
            old.runtime().close();
        } finally {
            synchronized (this) {
                running = Optional.empty();
                ending = false;
            }
            tenants.claims().release(Claims.of(old.target().tenant()));
        }
    }

    private void begin() throws InterruptedException {
        Optional<Target> goal = goal();
        if (goal.isEmpty() || !tenants.claims().take(Claims.of(goal.get().tenant()), () -> goal().equals(goal))) {
            return; // something else is wanted by now
        }
        try {
            start(goal.get());
        } catch (RuntimeException e) {
            refuse(goal.get(), e);
        }
    }

    private void start(Target target) {
        TenantRuntime runtime = tenants.runtime(target, memory);
        try {
            runtime.start();
        } catch (RuntimeException e) {
            runtime.close();
            tenants.claims().release(Claims.of(target.tenant()));
            throw e;
        }
        synchronized (this) {
            running = Optional.of(new Running(target, runtime));
            lastGood = Optional.of(target.recipe());
        }
    }

    private synchronized void refuse(Target target, RuntimeException reason) {
        if (lastGood.equals(Optional.of(target.recipe()))) {
            lastGood = Optional.empty();
        }
        if (wanted.map(Target::recipe).equals(Optional.of(target.recipe()))) {
            refused = Optional.of(target.recipe());
        }
        Event.of(EventName.TENANT_REJECTED).error(reason).field("runsAsBefore", lastGood.isPresent())
                .log(LOG, "Tenant could not be started with its configuration and these routes");
    }

    /** Waits for the end of what {@link #want} began. @return false when it takes longer */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        thread.shutdown();
        return thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
