package io.confluenceconnector.simulator.platform;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that wait for their calls; the oldest matching one strikes first. */
final class Faults {

    private final List<FaultHandle> pending = new CopyOnWriteArrayList<>();

    FaultHandle add(String operation, String subjectPart, int times, Fault fault) {
        if (!Operations.ALL.contains(operation)) {
            throw new IllegalArgumentException("no such operation: " + operation + "; known are " + Operations.ALL);
        }
        FaultHandle handle = new FaultHandle(operation, subjectPart, times, fault);
        pending.add(handle);
        return handle;
    }

    Optional<Fault> strike(Call call) {
        Optional<Fault> fault = pending.stream().filter(handle -> handle.strikes(call)).findFirst().map(FaultHandle::fault);
        pending.removeIf(handle -> handle.remaining() == 0);
        return fault;
    }

    void clear() {
        pending.forEach(FaultHandle::remove);
        pending.clear();
    }
}
