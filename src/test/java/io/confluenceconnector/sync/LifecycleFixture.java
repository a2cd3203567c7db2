package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;

import java.util.List;
import java.util.Map;

/** A tenant over several processes, whose stored content may change behind its back in between. */
final class LifecycleFixture implements AutoCloseable {

    static final String SINGLE = TenantFixture.SINGLE;

    private final TenantFixture tenant;
    final ConfluenceSimulator confluence;
    final PlatformSimulator platform;
    final String rootScopeId;

    private LifecycleFixture(TenantFixture tenant) {
        this.tenant = tenant;
        this.confluence = tenant.confluence;
        this.platform = tenant.platform;
        this.rootScopeId = tenant.rootScopeId();
    }

    static LifecycleFixture cloud() {
        return new LifecycleFixture(TenantFixture.of(Setup.CLOUD).start());
    }

    static LifecycleFixture cloud(int reconcileEveryCycles) {
        return new LifecycleFixture(TenantFixture.of(Setup.CLOUD)
                .processing("reconcileEveryCycles: " + reconcileEveryCycles).start());
    }

    static LifecycleFixture dataCenter() {
        return new LifecycleFixture(TenantFixture.of(Setup.DATA_CENTER).start());
    }

    /** Runs one cycle to its end. */
    TenantRuntime runtime() {
        return tenant.runtime();
    }

    CycleReport cycle() {
        return tenant.cycle();
    }

    /** Ends the process and starts it anew: what lived in memory is gone, and the journals are empty. */
    void restart() {
        restart(TenantStatus.ACTIVE);
    }

    void restart(TenantStatus status) {
        tenant.restart(status);
        platform.clearRequests();
        confluence.clearRequests();
    }

    static String key(SimContent page) {
        return "acme/" + page.space().id() + "_" + page.space().key() + "/" + page.id();
    }

    static String key(SimContent page, SimAttachment attachment) {
        return key(page) + "::" + attachment.id();
    }

    StoredContent stored(SimContent page) {
        return platform.contents().get(key(page));
    }

    /** Puts other metadata in place behind the connector's back; the file diff goes on to find nothing to do. */
    void storeAnew(SimContent page, Map<String, Object> metadata) {
        StoredContent before = stored(page);
        platform.storePage(before.key(), before.ownerId(), before.title(), before.url(), metadata,
                String.valueOf(before.metadata().get("versionTimestamp")), "<p>Of before</p>");
    }

    /** Everything but the grants, which every cycle repeats (P2). */
    List<Mutation> mutations() {
        return platform.mutations().stream()
                .filter(mutation -> !mutation.name().equals(Operations.CREATE_SCOPE_ACCESSES)).toList();
    }

    /** How many times an item was finalised since the restart. */
    long finalised(String contentKey) {
        return mutations().stream().filter(mutation -> mutation.name().equals(Operations.FINALISE))
                .filter(mutation -> mutation.subject().equals(contentKey)).count();
    }

    @Override
    public void close() {
        tenant.close();
    }
}
