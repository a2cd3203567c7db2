package io.confluenceconnector.cycle;

import java.time.Instant;
import java.util.List;

/** Tells several listeners what one hears. */
record CycleListeners(List<CycleListener> listeners) implements CycleListener {

    @Override
    public void started(String cycleId, Instant startedAt) {
        listeners.forEach(listener -> listener.started(cycleId, startedAt));
    }

    @Override
    public void counted(Count count, int n) {
        listeners.forEach(listener -> listener.counted(count, n));
    }

    @Override
    public void entered(Phase phase) {
        listeners.forEach(listener -> listener.entered(phase));
    }

    @Override
    public void finished(CycleReport report) {
        listeners.forEach(listener -> listener.finished(report));
    }

    @Override
    public void stopped() {
        listeners.forEach(CycleListener::stopped);
    }

    @Override
    public void skipped() {
        listeners.forEach(CycleListener::skipped);
    }
}
