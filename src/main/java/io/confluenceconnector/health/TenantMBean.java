package io.confluenceconnector.health;

import java.util.Map;

/** A tenant as JMX shows it. Instants are ISO-8601 in UTC; a text is empty when there is nothing to say. */
public interface TenantMBean {

    /** What the tenant is doing, in the words of the metric {@code cfc_sync_phase}. */
    String getPhase();

    /** What the cycle under way has counted; empty when none is. */
    Map<String, Long> getCurrentCounts();

    /** What the last cycle counted. */
    Map<String, Long> getLastCounts();

    /** {@code success} or {@code failure}. */
    String getLastOutcome();

    /** Why the last cycle failed as a whole; redacted and masked like the log. */
    String getLastError();

    /** When the last cycle ended. */
    String getLastFinishedAt();

    /** Deletions of the last cycle that wait for an operator's approval (P11). */
    long getHeldDeletions();

    /** Deletions of the last cycle that wait until another cycle confirms them (P11). */
    long getPendingDeletions();

    /** Until when a server asked us to send nothing. */
    String getPausedUntil();

    /** When the next cycle is due. */
    String getNextRun();

    /** Starts a cycle now; skipped when one is under way (P1). */
    void triggerCycle();

    /** Lets the next cycle carry out held and pending deletions; never overrides a veto (P11). */
    void approveDeletions();
}
