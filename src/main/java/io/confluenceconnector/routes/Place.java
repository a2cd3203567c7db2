package io.confluenceconnector.routes;

import java.util.Objects;

/**
 * Where in the route files something stands.
 *
 * @param line  from 1; 0 when the file as a whole is meant
 * @param route id of the route, configuration or template around it; empty outside of any
 * @param step  id of the nearest step around it; empty when none has an id
 */
public record Place(String file, int line, String route, String step) {
    public Place {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(step, "step");
    }

    static Place ofFile(String file) {
        return new Place(file, 0, "", "");
    }

    Place at(int newLine) {
        return new Place(file, newLine, route, step);
    }

    Place inRoute(String id) {
        return new Place(file, line, id, "");
    }

    Place inStep(String id) {
        return new Place(file, line, route, id);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (route.isEmpty() ? "" : ", route '" + route + "'")
                + (step.isEmpty() ? "" : ", step '" + step + "'");
    }
}
