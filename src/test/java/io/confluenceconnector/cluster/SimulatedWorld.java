package io.confluenceconnector.cluster;

import io.confluenceconnector.config.TenantName;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pods, their clocks and the API server in simulated time: hours pass in milliseconds, each call takes as long as the scenario
 * says, and other pods go on meanwhile. After every step no two pods may be able to send for one tenant.
 */
final class SimulatedWorld {

    static final Duration LEASE = Duration.ofSeconds(30);
    static final LeaseTiming TIMING = new LeaseTiming(LEASE);
    private static final String GROUP = "connector";
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Instant EPOCH = Instant.parse("2026-11-25T08:00:00Z");

    private record Event(long at, long order, Runnable work) {
    }

    final List<Pod> pods = new ArrayList<>();
    final Random random;
    private final Set<TenantName> tenants;
    private final TreeMap<String, Lease> stored = new TreeMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private final List<String> violations = new ArrayList<>();
    private long now;
    private long order;
    private long versions;
    boolean outage;

    SimulatedWorld(long seed, int tenantCount) {
        this.random = new Random(seed);
        this.tenants = IntStream.range(0, tenantCount).mapToObj(i -> new TenantName("tenant-" + i)).collect(Collectors.toCollection(TreeSet::new));
        tick();
    }

    private void tick() {
        check();
        in(TICK, this::tick);
    }

    /** Starts a pod; its clock may be wrong by hours. */
    Pod start(Duration skew) {
        Pod pod = new Pod("pod" + pods.size(), skew);
        pods.add(pod);
        pod.turn();
        pod.watch();
        return pod;
    }

    void in(Duration delay, Runnable work) {
        events.add(new Event(now + delay.toNanos(), order++, work));
    }

    /** Lets time pass, for all. */
    void pass(Duration duration) {
        long until = now + duration.toNanos();
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.poll();
            now = Math.max(now, event.at());
            event.work().run();
            check();
        }
        now = Math.max(now, until);
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    private void check() {
        for (TenantName tenant : tenants) {
            List<String> senders = senders(tenant);
            if (senders.size() > 1) {
                violations.add(elapsed() + ": " + tenant + " by " + senders);
            }
        }
    }

    /** Pods that could send something for the tenant at this moment. */
    List<String> senders(TenantName tenant) {
        return pods.stream().filter(pod -> pod.canSend(tenant)).map(pod -> pod.name).toList();
    }

    List<String> violations() {
        return violations;
    }

    Set<TenantName> tenants() {
        return tenants;
    }

    /** How many tenants each living pod can send for. */
    List<Long> spread() {
        return pods.stream().filter(pod -> pod.alive).map(pod -> tenants.stream().filter(pod::canSend).count()).toList();
    }

    /** A process with its election, its clocks, its way to the API server, and tenants that take a while to end. */
    final class Pod implements Time, LeaseStore, Workload {

        final String name;
        final Election election;
        Duration latency = Duration.ofMillis(20);
        Duration endOfItems = Duration.ofSeconds(2);
        boolean partitioned;
        boolean answersLost;
        boolean writesLate;
        boolean alive = true;
        boolean paused;
        int admissions;
        Runnable afterWrite = () -> { };
        private final Duration skew;
        private final double drift = 1 + (random.nextDouble() - 0.5) / 25;
        private final TreeMap<TenantName, BooleanSupplier> running = new TreeMap<>();
        private final Set<TenantName> ending = new TreeSet<>();

        Pod(String name, Duration skew) {
            this.name = name;
            this.skew = skew;
            this.election = new Election(GROUP, name, TIMING, this, this, this, Runnable::run);
        }

        private void turn() {
            if (alive) {
                if (!paused) {
                    election.round();
                }
                in(TIMING.retry(), this::turn);
            }
        }

        private void watch() {
            if (alive) {
                if (!paused) {
                    election.guard();
                }
                in(TIMING.retry().dividedBy(2), this::watch);
            }
        }

        /** SIGKILL. */
        void die() {
            alive = false;
        }

        /** SIGTERM: as the process does it. */
        void leave() {
            election.leave();
            Set.copyOf(running.keySet()).forEach(this::dismiss);
            leaveWhenIdle();
        }

        private void leaveWhenIdle() {
            if (running.isEmpty()) {
                election.left();
                alive = false;
            } else {
                in(Duration.ofMillis(100), this::leaveWhenIdle);
            }
        }

        boolean canSend(TenantName tenant) {
            return alive && !paused && Optional.ofNullable(running.get(tenant)).filter(BooleanSupplier::getAsBoolean).isPresent();
        }

        // ---- clocks

        @Override
        public long nanos() {
            return (long) (now * drift) + skew.toNanos();
        }

        @Override
        public Instant wall() {
            return EPOCH.plusNanos(now).plus(skew);
        }

        // ---- API server

        private interface Call<T> {
            T carryOut() throws LeaseChangedException;
        }

        private <T> T call(boolean writes, Call<T> call) throws LeaseChangedException, StoreUnavailableException {
            if (writes && writesLate) {
                in(Duration.ofMillis(random.nextInt(60_000)), () -> quietly(call));
                throw timedOut();
            }
            pass(latency);
            if (partitioned || outage) {
                throw timedOut();
            }
            T answer = call.carryOut();
            if (writes) {
                afterWrite.run();
            }
            if (answersLost && random.nextBoolean()) {
                throw timedOut();
            }
            pass(latency);
            return answer;
        }

        private void quietly(Call<?> call) {
            try {
                call.carryOut();
            } catch (LeaseChangedException e) {
                // the server refuses what came too late
            }
        }

        private StoreUnavailableException timedOut() {
            pass(TIMING.callTimeout());
            return new StoreUnavailableException("no answer");
        }

        @Override
        public List<Lease> list() throws StoreUnavailableException {
            try {
                return call(false, () -> List.copyOf(stored.values()));
            } catch (LeaseChangedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Lease create(Lease lease) throws LeaseChangedException, StoreUnavailableException {
            return call(true, () -> {
                if (stored.containsKey(lease.name())) {
                    throw new LeaseChangedException(lease.name());
                }
                return store(lease);
            });
        }

        @Override
        public Lease replace(Lease lease) throws LeaseChangedException, StoreUnavailableException {
            return call(true, () -> {
                if (!stored.containsKey(lease.name()) || !stored.get(lease.name()).version().equals(lease.version())) {
                    throw new LeaseChangedException(lease.name());
                }
                return store(lease);
            });
        }

        private Lease store(Lease lease) {
            Lease written = new Lease(lease.name(), Long.toString(++versions), lease.holder(), lease.seconds(), lease.acquired(),
                    lease.renewed(), lease.transitions(), lease.annotations());
            stored.put(lease.name(), written);
            return written;
        }

        // ---- tenants

        @Override
        public Set<TenantName> runnable() {
            return tenants;
        }

        @Override
        public void admit(TenantName tenant, BooleanSupplier permit) {
            admissions++;
            running.put(tenant, permit);
            ending.remove(tenant);
        }

        @Override
        public void dismiss(TenantName tenant) {
            end(tenant, endOfItems);
        }

        @Override
        public void cutOff(TenantName tenant) {
            end(tenant, Duration.ofMillis(50));
        }

        private void end(TenantName tenant, Duration after) {
            BooleanSupplier permit = running.get(tenant);
            ending.add(tenant);
            in(after, () -> {
                if (running.get(tenant) == permit && ending.contains(tenant)) {
                    running.remove(tenant);
                    ending.remove(tenant);
                }
            });
        }

        @Override
        public boolean isIdle(TenantName tenant) {
            return !running.containsKey(tenant);
        }

        @Override
        public boolean isBusy(TenantName tenant) {
            return false;
        }
    }
}
