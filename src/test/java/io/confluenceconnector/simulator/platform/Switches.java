package io.confluenceconnector.simulator.platform;

import java.time.Duration;

/** What a test may change while the simulator runs. */
final class Switches {

    volatile String clientSecret = "not-a-secret+only/for=tests";
    volatile Duration latency = Duration.ZERO;
    volatile Duration tokenLifetime = Duration.ofHours(12);
    volatile Duration writeUrlLifetime = Duration.ofHours(1);
    volatile Duration moveDelay = Duration.ZERO;
    volatile Checksum checksum = Checksum.SHA_256;
    volatile boolean keepBodies;
    volatile boolean accessRules = true;
    volatile String stateAfterFinalisation = "FINISHED";
}
