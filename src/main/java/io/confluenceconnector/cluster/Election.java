package io.confluenceconnector.cluster;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogContext;
import io.confluenceconnector.logging.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides which tenants run in this process: those whose Lease it holds (P20). {@link #round()} talks to the API server and
 * may take its time, {@link #guard()} never waits; each is called at its own pace, and each by one thread.
 *
 * <p>It is not fabric8's elector, which compares the clocks of different machines, counts a renewal from its answer on, and
 * frees a Lease while the work that it covers still goes on.
 */
final class Election {

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    private final String group;
    private final String identity;
    private final LeaseTiming timing;
    private final LeaseStore store;
    private final Workload workload;
    private final Time time;
    private final Executor calls;
    private final Members members;
    private final Map<TenantName, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private Optional<Lease> groupLease = Optional.empty();
    private long lastBeat;
    private boolean beaten;
    private final AtomicBoolean outage = new AtomicBoolean();
    private volatile boolean leaving;
    private volatile Optional<Long> lastAnswer = Optional.empty();
    private volatile int alive = 1;

    /** A Lease of another pod, or a free one, and since when this process has known this version of it. */
    private record Seen(String version, long sinceNanos) {
    }

    /**
     * @param group    with which the names of the Leases begin
     * @param identity of this process, and of no other one before or after it
     * @param calls    runs renewals, which must not wait for each other
     */
    Election(String group, String identity, LeaseTiming timing, LeaseStore store, Workload workload, Time time, Executor calls) {
        this.group = group;
        this.identity = identity;
        this.timing = timing;
        this.store = store;
        this.workload = workload;
        this.time = time;
        this.calls = calls;
        this.members = new Members(identity, time, timing);
    }

    String leaseOf(TenantName tenant) {
        return group + "." + tenant;
    }

    private boolean isOfTenant(Lease lease) {
        return lease.name().startsWith(group + ".");
    }

    private int seconds() {
        return (int) Math.max(1, timing.lease().toSeconds());
    }

    /** Ends what can no longer be sure of its Lease; does not depend on any answer. */
    void guard() {
        held.forEach((tenant, lease) -> {
            Duration age = lease.tenure().age();
            if (age.compareTo(timing.endAfter()) >= 0 && lease.end()) {
                report(tenant, false, "the Lease could not be renewed in time");
                workload.dismiss(tenant);
            }
            if (age.compareTo(timing.cutOffAfter()) >= 0 && lease.cut()) {
                workload.cutOff(tenant);
            }
        });
    }

    /** One look at the Leases, and what follows from it. */
    void round() {
        if (!renewDue()) {
            return; // what is held matters more than a look that would time out as well
        }
        try {
            Map<String, Lease> leases = look();
            held.forEach((tenant, lease) -> compare(tenant, lease, Optional.ofNullable(leases.get(leaseOf(tenant)))));
            freeEnded();
            if (!leaving) {
                beatIfDue();
                spread(leases);
                take(leases);
            }
        } catch (StoreUnavailableException e) {
            unavailable(e, "The Leases cannot be read: nothing is taken, and what cannot be renewed ends");
        }
    }

    // ---- what is held

    /** @return whether no renewal failed for want of an answer */
    private boolean renewDue() {
        AtomicBoolean answered = new AtomicBoolean(true);
        sideBySide(held.entrySet().stream().filter(entry -> !entry.getValue().isLost())
                .filter(entry -> entry.getValue().tenure().age().compareTo(timing.renewAfter()) >= 0)
                .map(entry -> inContext(entry.getKey(), () -> renew(entry.getValue(), answered))).toList());
        return answered.get();
    }

    /** A conflict is left to the next look, a failure to the next round; the permit runs out by itself. */
    private void renew(Held lease, AtomicBoolean answered) {
        Tenure.Mark sent = Tenure.Mark.now(time);
        try {
            lease.lease(store.replace(lease.lease().renewedAt(sent.wall(), seconds())));
            lease.tenure().renewed(sent);
        } catch (LeaseChangedException e) {
            LOG.debug("A Lease was changed by somebody else");
        } catch (StoreUnavailableException e) {
            answered.set(false);
            unavailable(e, "A Lease could not be renewed; it is tried again, until in doubt the tenant ends");
        }
    }

    private static Runnable inContext(TenantName tenant, Runnable work) {
        return () -> LogContext.ofTenant(tenant.value()).run(work);
    }

    /** Calls must not wait for each other: the last one would come too late. */
    private void sideBySide(List<Runnable> work) {
        CompletableFuture.allOf(work.stream().map(each -> CompletableFuture.runAsync(each, calls))
                .toArray(CompletableFuture[]::new)).join();
    }

    /** Said once per outage. */
    private void unavailable(StoreUnavailableException failure, String message) {
        if (!outage.getAndSet(true)) {
            Event.of(EventName.LEASES_UNAVAILABLE).error(failure).log(LOG, message);
        }
    }

    private void compare(TenantName tenant, Held lease, Optional<Lease> now) {
        if (lease.isLost()) {
            return;
        }
        if (now.filter(current -> current.holder().equals(Optional.of(identity))).isPresent()) {
            lease.lease(now.get());
        } else {
            lease.lose();
            if (!lease.isEnding()) {
                report(tenant, false, "another pod has taken the Lease");
            }
            if (lease.cut()) {
                workload.cutOff(tenant);
            }
        }
    }

    /** What has ended here is freed for others; a failure is tried again, and at the latest the Lease runs out. */
    private void freeEnded() {
        Set<TenantName> wanted = leaving ? Set.of() : workload.runnable();
        sideBySide(held.entrySet().stream()
                .filter(entry -> entry.getValue().isEnding() || !wanted.contains(entry.getKey()))
                .filter(entry -> workload.isIdle(entry.getKey()))
                .map(entry -> inContext(entry.getKey(), () -> free(entry.getKey(), entry.getValue()))).toList());
    }

    private void free(TenantName tenant, Held lease) {
        try {
            if (!lease.isLost()) {
                store.replace(lease.lease().free(time.wall()));
            }
            held.remove(tenant);
        } catch (LeaseChangedException e) {
            LOG.debug("A Lease was changed by somebody else");
        } catch (StoreUnavailableException e) {
            unavailable(e, "A Lease could not be freed; it is tried again, until it runs out by itself");
        }
    }

    // ---- what others hold

    private Map<String, Lease> look() throws StoreUnavailableException {
        List<Lease> leases = store.list();
        long now = time.nanos();
        lastAnswer = Optional.of(now);
        outage.set(false);
        Map<String, Lease> byName = new HashMap<>();
        leases.forEach(lease -> byName.put(lease.name(), lease));
        seen.keySet().retainAll(byName.keySet());
        leases.forEach(lease -> seen.merge(lease.name(), new Seen(lease.version(), now),
                (before, fresh) -> before.version().equals(fresh.version()) ? before : fresh));
        groupLease = Optional.ofNullable(byName.get(group));
        members.look(groupLease.map(Lease::annotations).orElse(Map.of()));
        return byName;
    }

    /** By this process's own clock: whoever wrote the Lease may have another idea of the time. */
    private boolean hasRunOut(Lease lease) {
        LeaseTiming holders = new LeaseTiming(Duration.ofSeconds(Math.max(1, lease.seconds())));
        return time.since(seen.get(lease.name()).sinceNanos()).compareTo(holders.takeOverAfter()) >= 0;
    }

    private void beatIfDue() throws StoreUnavailableException {
        if (beaten && time.since(lastBeat).compareTo(timing.renewAfter()) < 0) {
            return;
        }
        Lease lease = groupLease.orElseGet(() -> Lease.fresh(group, Optional.empty(), seconds(), time.wall()));
        Lease next = lease.with(members.beat(lease.annotations(), workload.runnable().size()));
        try {
            groupLease = Optional.of(groupLease.isPresent() ? store.replace(next) : store.create(next));
            lastBeat = time.nanos();
            beaten = true;
        } catch (LeaseChangedException e) {
            LOG.debug("Another pod has written to the group's Lease; the next round tries again");
        }
    }

    private List<Spread.Standing> standings(Map<String, Lease> leases) {
        Map<String, Integer> holds = new HashMap<>();
        leases.values().stream().filter(this::isOfTenant).filter(lease -> !hasRunOut(lease) || isOurs(lease))
                .forEach(lease -> lease.holder().ifPresent(holder -> holds.merge(holder, 1, Integer::sum)));
        Set<String> present = members.alive();
        leases.values().stream().filter(lease -> isOfTenant(lease) && hasRunOut(lease) && !isOurs(lease))
                .forEach(lease -> lease.holder().ifPresent(present::remove));
        alive = present.size();
        // of this pod what it holds now: the look may be from before it freed or took something
        return present.stream().map(member -> member.equals(identity)
                ? new Spread.Standing(member, held.size(), workload.runnable().size())
                : new Spread.Standing(member, holds.getOrDefault(member, 0), members.runnable(member))).toList();
    }

    private boolean isOurs(Lease lease) {
        return lease.holder().equals(Optional.of(identity));
    }

    /** Gives one tenant up when another pod has too few; an idle one before one whose cycle would have to end. */
    private void spread(Map<String, Lease> leases) {
        boolean settled = held.values().stream().noneMatch(Held::isEnding) && workload.runnable().stream()
                .allMatch(tenant -> Optional.ofNullable(leases.get(leaseOf(tenant))).filter(lease -> !isOpen(lease)).isPresent());
        if (settled && Spread.givesUp(identity, standings(leases))) {
            held.keySet().stream().min(Comparator.comparing(workload::isBusy).thenComparing(Comparator.reverseOrder()))
                    .ifPresent(tenant -> {
                        held.get(tenant).end();
                        report(tenant, false, "another pod has fewer tenants");
                        workload.dismiss(tenant);
                    });
        }
    }

    private boolean isOpen(Lease lease) {
        return lease.holder().isEmpty() || !isOurs(lease) && hasRunOut(lease);
    }

    /** Takes what is free or has run out, up to its share; beyond that only what no other pod has wanted for a while. */
    private void take(Map<String, Lease> leases) {
        Set<TenantName> runnable = workload.runnable();
        List<TenantName> open = runnable.stream().filter(tenant -> !held.containsKey(tenant) && workload.isIdle(tenant))
                .filter(tenant -> Optional.ofNullable(leases.get(leaseOf(tenant))).map(lease -> isOurs(lease) || isOpen(lease)).orElse(true))
                .sorted(Comparator.comparing(tenant -> Objects.hash(identity, tenant))).toList();
        int room = Math.max(0, Spread.share(runnable.size(), standings(leases).size()) - held.size());
        List<TenantName> taken = new ArrayList<>(open.stream().limit(room).toList());
        open.stream().skip(room).filter(tenant -> isLeftOver(Optional.ofNullable(leases.get(leaseOf(tenant))))).forEach(taken::add);
        sideBySide(taken.stream()
                .map(tenant -> inContext(tenant, () -> acquire(tenant, Optional.ofNullable(leases.get(leaseOf(tenant)))))).toList());
    }

    /** Free for so long that no other pod wants it, or ours without our knowing: the answer to the request got lost. */
    private boolean isLeftOver(Optional<Lease> lease) {
        return lease.filter(this::isOurs).isPresent() || lease.filter(free -> free.holder().isEmpty())
                .filter(free -> time.since(seen.get(free.name()).sinceNanos()).compareTo(timing.retry().multipliedBy(3)) >= 0).isPresent();
    }

    private void acquire(TenantName tenant, Optional<Lease> lease) {
        Tenure.Mark sent = Tenure.Mark.now(time);
        try {
            Lease ours = lease.isPresent() ? store.replace(lease.get().takenBy(identity, seconds(), sent.wall()))
                    : store.create(Lease.fresh(leaseOf(tenant), Optional.of(identity), seconds(), sent.wall()));
            Tenure tenure = new Tenure(time, timing.cutOffAfter(), sent);
            held.put(tenant, new Held(ours, tenure));
            report(tenant, true, lease.flatMap(Lease::holder).filter(holder -> !holder.equals(identity)).isPresent()
                    ? "the pod that held the Lease did not renew it" : "the Lease was free");
            workload.admit(tenant, tenure);
        } catch (LeaseChangedException e) {
            LOG.debug("Another pod was faster");
        } catch (StoreUnavailableException e) {
            // whether it is ours is unknown: the next look tells, and nothing runs until then
            unavailable(e, "A Lease could not be taken");
        }
    }

    private static void report(TenantName tenant, boolean leads, String reason) {
        LogContext.ofTenant(tenant.value()).run(() -> Event.of(EventName.LEADERSHIP_CHANGED).outcome(Outcome.SUCCESS)
                .field("leads", leads).field("reason", reason)
                .log(LOG, leads ? "This pod runs the tenant from now on" : "This pod no longer runs the tenant"));
    }

    // ---- the end

    /** Takes nothing more; what ends here is freed in the next round. */
    void leave() {
        leaving = true;
    }

    /** Tells the others, as far as they can be told, that this pod is no more. */
    void left() {
        round();
        groupLease.ifPresent(lease -> {
            try {
                store.replace(lease.with(members.leave(lease.annotations())));
            } catch (LeaseChangedException | StoreUnavailableException e) {
                LOG.debug("The others will notice by themselves that this pod is no more");
            }
        });
    }

    // ---- what health and tests ask

    /** Tenants whose Lease this process holds, or held and has not ended yet. */
    Set<TenantName> heldTenants() {
        return Set.copyOf(held.keySet());
    }

    /** Pods that are alive, this one included, as of the last look. */
    int members() {
        return alive;
    }

    /** Whether the API server has answered within the time in which a Lease has to be renewed. */
    boolean isConnected() {
        return lastAnswer.filter(nanos -> time.since(nanos).compareTo(timing.endAfter()) < 0).isPresent();
    }
}
