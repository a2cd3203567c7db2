package io.confluenceconnector.simulator.platform;

/** One injected fault: how often it struck, and how to take it back. */
public final class FaultHandle {

    private final String operation;
    private final String subjectPart;
    private final Fault fault;
    private int remaining;
    private int hits;

    FaultHandle(String operation, String subjectPart, int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be positive, not " + times);
        }
        this.operation = operation;
        this.subjectPart = subjectPart;
        this.fault = fault;
        this.remaining = times;
    }

    synchronized boolean strikes(Call call) {
        if (remaining == 0 || !call.operations().contains(operation) || !call.subject().contains(subjectPart)) {
            return false;
        }
        remaining--;
        hits++;
        return true;
    }

    Fault fault() {
        return fault;
    }

    /** How many calls it has hit so far. */
    public synchronized int hits() {
        return hits;
    }

    /** How many calls it will still hit. */
    public synchronized int remaining() {
        return remaining;
    }

    /** Lets all further calls pass. */
    public synchronized void remove() {
        remaining = 0;
    }
}
