package io.confluenceconnector.deletion;

import java.util.HashMap;
import java.util.Map;

/**
 * What only the index has confirmed, and in how many consecutive cycles of this process (P11, P12). Lives in memory: a
 * restart begins anew. A cycle that failed or was skipped neither counts nor interrupts.
 */
public final class PendingConfirmations {

    /** Consecutive cycles that must ask for what only the index confirms, before it is believed. */
    static final int CYCLES = 2;

    private Map<String, Integer> seen = new HashMap<>();
    private Map<String, Integer> current = new HashMap<>();

    /** Begins a cycle's round, without what a cycle that failed has asked for. */
    synchronized void begin() {
        current = new HashMap<>();
    }

    /** Notes that this cycle asks for {@code key} too. @return in how many consecutive cycles it was asked for */
    synchronized int ask(String key) {
        int times = seen.getOrDefault(key, 0) + 1;
        current.put(key, times);
        return times;
    }

    /** Ends the cycle's round: what was not asked for again is forgotten. */
    synchronized void nextCycle() {
        seen = current;
        current = new HashMap<>();
    }
}
