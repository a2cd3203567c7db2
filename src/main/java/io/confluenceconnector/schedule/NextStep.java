package io.confluenceconnector.schedule;

import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.GuardViolationException;
import io.confluenceconnector.logging.SafeError;

import java.io.IOException;

/** What happens after a cycle that failed, and what a person should do: for the one who reads its last line at night. */
final class NextStep {

    static final String TRY_AGAIN = "the next cycle starts from the beginning";

    private NextStep() {
    }

    /** @param failure what ended the cycle, without what Camel wraps around it */
    static String after(Throwable failure) {
        if (failure instanceof CycleStoppedException || failure instanceof HostPausedException) {
            return "nothing to do: the next cycle goes on by itself";
        }
        if (failure instanceof GuardViolationException) {
            return "look at the route files: a step sent what this program never sends (SECURITY.md)";
        }
        if (failure instanceof IOException || failure instanceof TransientException) {
            return TRY_AGAIN + "; if it fails in the same way, check that the named service is up and that DNS, proxy and firewall"
                    + " let this process reach it";
        }
        if (SafeError.isOurs(failure)) {
            return "do what the reason says; " + TRY_AGAIN;
        }
        return "probably a defect: report it with the lines of this cycle; " + TRY_AGAIN;
    }

    /** What fails a cycle although all its stages ran: many items, or a host that asked for a long pause. */
    static String afterItems() {
        return "see what item.failed says in this cycle; " + TRY_AGAIN;
    }
}
