package io.confluenceconnector.schedule;

/** The process stops, so the cycle ends early; the next one finds everything again (P19). */
public final class CycleStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CycleStoppedException() {
        super("The process is stopping: the cycle ended early, and the next one finds the rest again");
    }
}
