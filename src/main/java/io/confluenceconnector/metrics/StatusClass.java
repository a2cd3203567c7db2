package io.confluenceconnector.metrics;

import io.confluenceconnector.gateway.OptionalStatus;

import java.util.List;
import java.util.stream.Stream;

/** The label values for HTTP statuses: classes, but the code itself where a client's mistakes differ (4xx). */
final class StatusClass {

    static final String SUCCESS = "2xx";

    /** What may be expected of a failed request, so that these series exist from the start. */
    static final List<String> FAILURES = List.of("3xx", "400", "401", "403", "404", "408", "409", "410", "413", "422",
            "429", "5xx", "unknown");

    /** On the platform also success: GraphQL reports failures with status 200. */
    static final List<String> PLATFORM_FAILURES = Stream.concat(Stream.of(SUCCESS), FAILURES.stream()).toList();

    /** Those of them by which durations are told apart: a histogram is 14 lines of every scrape, for each operation. */
    static final List<String> MEASURED_FAILURES = List.of(SUCCESS, "400", "401", "403", "404", "413", "429", "5xx",
            "unknown");

    private StatusClass() {
    }

    static String of(OptionalStatus status) {
        int code = status.code();
        return switch (code / 100) {
            case 2 -> SUCCESS;
            case 3 -> "3xx";
            case 4 -> Integer.toString(code);
            case 5 -> "5xx";
            default -> "unknown";
        };
    }
}
