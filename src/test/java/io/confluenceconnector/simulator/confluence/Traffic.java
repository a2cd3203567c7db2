package io.confluenceconnector.simulator.confluence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What all the hosts of one simulator share: the record of requests, the violations, faults, latency and limits. */
final class Traffic {

    private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<InjectedFault> faults = new CopyOnWriteArrayList<>();
    private final RequestWindow window = new RequestWindow(System::nanoTime);
    private final List<Consumer<String>> secretListeners = new CopyOnWriteArrayList<>();
    private volatile Duration latency = Duration.ZERO;

    void record(RecordedRequest request) {
        requests.add(request);
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    void clearRequests() {
        requests.clear();
    }

    /** Notes something that a well-behaved client never does. */
    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Tells the listeners of a credential that was just made. */
    String secret(String credential) {
        secretListeners.forEach(listener -> listener.accept(credential));
        return credential;
    }

    void listenToSecrets(Consumer<String> listener) {
        secretListeners.add(listener);
    }

    InjectedFault inject(InjectedFault fault) {
        faults.add(fault);
        return fault;
    }

    void clearFaults() {
        faults.clear();
    }

    Optional<Fault> faultFor(RecordedRequest request) {
        return faults.stream().filter(fault -> fault.takes(request)).findFirst().map(InjectedFault::fault);
    }

    RequestWindow window() {
        return window;
    }

    Duration latency() {
        return latency;
    }

    void latency(Duration newLatency) {
        latency = newLatency;
    }
}
