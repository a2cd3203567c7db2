package io.confluenceconnector.simulator.confluence;

import java.time.Instant;

/** A version of content: its number, from 1, and when it was made. */
record Version(int number, Instant when) {

    static Version first(Instant when) {
        return new Version(1, when);
    }

    Version next(Instant nextWhen) {
        return new Version(number + 1, nextWhen);
    }
}
