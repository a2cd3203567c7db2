package io.confluenceconnector.simulator.platform;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What happened: requests, changes, broken rules. Lists keep the latest entries, so that a soak does not fill the heap. */
final class Journal {

    private static final int KEPT = 100_000;

    private final Clock clock;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Deque<Mutation> mutations = new ArrayDeque<>();
    private final Deque<String> violations = new ArrayDeque<>();
    private final List<Consumer<RecordedRequest>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> secretListeners = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Parallel> parallel = new ConcurrentHashMap<>();

    Journal(Clock clock) {
        this.clock = clock;
    }

    void begin(Call call) {
        for (String operation : call.operations()) {
            counts.computeIfAbsent(operation, name -> new LongAdder()).increment();
            parallel.computeIfAbsent(operation, name -> new Parallel()).enter();
        }
    }

    void end(Call call) {
        call.operations().forEach(operation -> parallel.get(operation).leave());
    }

    void request(RecordedRequest request) {
        keep(requests, request);
        listeners.forEach(listener -> listener.accept(request));
    }

    void listen(Consumer<RecordedRequest> listener) {
        listeners.add(listener);
    }

    /** Tells the listeners of a credential that was just made. */
    String secret(String credential) {
        secretListeners.forEach(listener -> listener.accept(credential));
        return credential;
    }

    void listenToSecrets(Consumer<String> listener) {
        secretListeners.add(listener);
    }

    void mutation(String name, String subject) {
        keep(mutations, new Mutation(name, subject, clock.instant()));
    }

    void violation(String rule) {
        keep(violations, rule);
    }

    private static <T> void keep(Deque<T> entries, T entry) {
        synchronized (entries) {
            if (entries.size() == KEPT) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
    }

    List<RecordedRequest> requests() {
        return copy(requests);
    }

    List<Mutation> mutations() {
        return copy(mutations);
    }

    List<String> violations() {
        return copy(violations);
    }

    private static <T> List<T> copy(Deque<T> entries) {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    long count(String operation) {
        LongAdder count = counts.get(operation);
        return count == null ? 0 : count.sum();
    }

    int mostParallel(String operation) {
        Parallel calls = parallel.get(operation);
        return calls == null ? 0 : calls.most.get();
    }

    void clear() {
        for (Deque<?> entries : List.of(requests, mutations, violations)) {
            synchronized (entries) {
                entries.clear();
            }
        }
        counts.clear();
        parallel.values().forEach(Parallel::forget);
    }

    private static final class Parallel {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void enter() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        void leave() {
            now.decrementAndGet();
        }

        void forget() {
            most.set(now.get());
        }
    }
}
