package io.confluenceconnector.ownership;

import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.platform.PlatformApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Starts the checks of the {@code ownership-check} route and reports how they ended. */
public final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final ConfluenceApi confluence;
    private final PlatformApi platform;
    private final String rootId;
    private final Optional<String> cloudId;

    /** @param cloudId Cloud: the configured id, which is the fingerprint; Data Center: empty */
    public Ownership(ConfluenceApi confluence, PlatformApi platform, String rootId, Optional<String> cloudId) {
        this.confluence = confluence;
        this.platform = platform;
        this.rootId = rootId;
        this.cloudId = cloudId;
    }

    public OwnershipCheck start() {
        return new OwnershipCheck(platform, rootId, cloudId.map(id -> "confc:cloud:" + id).orElse(""));
    }

    /** Whether the fingerprint has to be read from the instance. */
    public boolean asksInstance() {
        return cloudId.isEmpty();
    }

    public ConfluenceRequest manifest() {
        return ((DataCenterApi) confluence).manifest();
    }

    public void reportClaim() {
        Event.of(EventName.OWNERSHIP_CLAIMED).outcome(Outcome.SUCCESS)
                .log(LOG, "The root scope was claimed for this Confluence instance");
    }

    public void report() {
        Event.of(EventName.OWNERSHIP_CHECKED).outcome(Outcome.SUCCESS)
                .log(LOG, "The root scope belongs to this Confluence instance");
    }
}
