package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.Fault;

import java.util.concurrent.atomic.AtomicInteger;

/** Confluence answers {@code after} requests well, and the next {@code times} badly. */
record ConfluenceTrouble(int after, int times, Kind kind) implements Trouble {

    enum Kind {
        STATUS_500(Fault.status(500)), STATUS_503(Fault.status(503)), STATUS_408(Fault.status(408)),
        RESET(Fault.resetConnection()), TRUNCATED(Fault.truncateBody(5)), MALFORMED(Fault.malformedJson()),
        STATUS_401(Fault.status(401)), STATUS_403(Fault.status(403)), STATUS_404(Fault.status(404)), STATUS_429(Fault.status(429)),
        LOGIN_PAGE(Fault.loginPage()), EMPTY(Fault.emptyAnswer());

        private final Fault fault;

        Kind(Fault fault) {
            this.fault = fault;
        }
    }

    @Override
    public void inject(TenantFixture tenant) {
        AtomicInteger seen = new AtomicInteger();
        tenant.confluence.fault(request -> seen.getAndIncrement() >= after, times, kind.fault);
    }
}
