package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.platform.Operations;
import org.assertj.core.api.Assertions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** When the requests that count against a limit reached a simulated service, in order. */
record Arrivals(List<Instant> at) {

    private static final int LARGEST_BURST = 20;

    Arrivals {
        at = at.stream().sorted().toList();
    }

    /** At the media host nothing counts. */
    static Arrivals atConfluence(TenantFixture tenant) {
        return new Arrivals(tenant.confluence.requests().stream().filter(request -> request.host() != Host.MEDIA)
                .map(request -> request.at()).toList());
    }

    /** Tokens and storage are other hosts', but for uploads into the cluster. */
    static Arrivals atPlatform(TenantFixture tenant) {
        return new Arrivals(tenant.platform.requests().stream()
                .filter(request -> !Set.of(Operations.UPLOAD, Operations.TOKEN).contains(request.operation()))
                .map(request -> request.instant()).toList());
    }

    Arrivals since(Instant start) {
        return new Arrivals(at.stream().filter(instant -> !instant.isBefore(start)).toList());
    }

    long mostIn(Duration window) {
        return at.stream().mapToLong(first -> at.stream()
                .filter(other -> !other.isBefore(first) && other.isBefore(first.plus(window))).count()).max().orElse(0);
    }

    /**
     * Whatever window one looks at: it holds no more than a burst, what flows in its length, and what was let through
     * before it and arrives in it, which is a request for each that may be on its way (P10).
     */
    void assertWithin(int requestsPerMinute, int sideBySide) {
        int burst = Math.max(1, Math.min(LARGEST_BURST, requestsPerMinute / 10));
        double perSecond = requestsPerMinute / 60.0;
        for (int first = 0; first < at.size(); first++) {
            for (int last = first + burst; last < at.size(); last++) {
                double seconds = Duration.between(at.get(first), at.get(last)).toNanos() / 1e9;
                Assertions.assertThat(last - first + 1).as("requests in %.3f seconds", seconds)
                        .isLessThanOrEqualTo((int) (burst + sideBySide + 1 + seconds * perSecond));
            }
        }
    }
}
