package io.confluenceconnector.routes;

import java.util.Objects;

/** One reason why the route files are refused: where, what was found, what is allowed, what to do. */
public record RouteProblem(Place place, String found, String allowed, String remedy) {
    public RouteProblem {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(found, "found");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return place + ": found " + found + "; allowed: " + allowed + ". " + remedy + ".";
    }
}
