package io.confluenceconnector.routes;

import java.util.Objects;

/**
 * One reason why the route files are refused.
 *
 * @param allowed what may stand there instead; empty where the remedy says it
 * @param remedy  what to do, without the full stop at its end
 */
public record RouteProblem(Place place, String found, String allowed, String remedy) {
    public RouteProblem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return place + ": found " + found + (allowed.isEmpty() ? "" : "; allowed: " + allowed) + ". " + remedy
                + (remedy.endsWith("?") ? "" : ".");
    }
}
