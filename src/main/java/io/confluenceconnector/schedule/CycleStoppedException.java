package io.confluenceconnector.schedule;

/** The tenant stops, so the cycle ends early; the next one finds everything again (P19). */
public final class CycleStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CycleStoppedException() {
        super("The tenant is being stopped: the cycle ended early, and the next one finds the rest again");
    }
}
