package io.confluenceconnector.cluster;

import java.time.Duration;

/**
 * What happens how long after a Lease was renewed, in fifteenths of its duration. Who holds it counts from before the renewal
 * was sent, everybody else from after it was seen, and all with steady clocks of their own: so the holder has stopped before
 * anybody takes over, however far the clocks of the machines are apart.
 *
 * <pre>
 *  0   renewed
 *  2   renewed again; tried again and again from here on
 *  6   not renewed so far: the tenant ends as soon as the items on their way are done
 *  9   it sends nothing more, and what is on its way is broken off
 * 11   another process takes over, which has seen the renewal a fifteenth late at most, and looks each fifteenth
 * 15   another one runs the tenant, also after the worst of these delays
 * </pre>
 */
record LeaseTiming(Duration lease) {

    LeaseTiming {
        if (lease.compareTo(Duration.ofMillis(15)) < 0) {
            throw new IllegalArgumentException("A Lease must last some time, not " + lease);
        }
    }

    private Duration fifteenths(int parts) {
        return lease.multipliedBy(parts).dividedBy(15);
    }

    /** Between two looks at the Leases. */
    Duration retry() {
        return fifteenths(1);
    }

    Duration renewAfter() {
        return fifteenths(2);
    }

    Duration endAfter() {
        return fifteenths(6);
    }

    Duration cutOffAfter() {
        return fifteenths(9);
    }

    Duration takeOverAfter() {
        return fifteenths(11);
    }

    /** Patience with the API server for one request. */
    Duration callTimeout() {
        return fifteenths(1);
    }
}
