package io.confluenceconnector.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.platform.PlatformApi;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Starts the checks of the {@code ownership-check} route hands them their answers, and reports how they ended. */
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

    public void fingerprint(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.fingerprint(data);
    }

    public void instanceUnreachable(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check,
                                    @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        check.instanceUnreachable();
        Event.of(EventName.OWNERSHIP_CHECKED).outcome(Outcome.PARTIAL).error(failure)
                .log(LOG, "A deleted tenant's Confluence does not tell its id: the root scope keeps its mark");
    }

    public void identified(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.identified(data);
    }

    /** @throws OwnershipException always; a wait that the platform asked for goes on as it is */
    public void rootNotGranted(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) PermanentException refusal) {
        if (refusal instanceof HostPausedException) {
            throw refusal;
        }
        throw new OwnershipException("The root scope named by ingestion.scopeId does not exist on the platform, or the"
                + " service account may not manage it: create it, correct the id, or grant access. " + refusal.getMessage());
    }

    public void rootRead(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.rootRead(data);
    }

    public void markFound(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.markFound(data);
    }

    public void formerChildrenRead(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.formerChildrenRead(data);
    }

    public void formerRootDeleted(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.formerRootDeleted(data);
    }

    public void parentRead(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.parentRead(data);
    }

    public void claimed(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check, @Body JsonNode data) {
        check.claimed(data);
        Event.of(EventName.OWNERSHIP_CLAIMED).outcome(Outcome.SUCCESS)
                .log(LOG, "The root scope was claimed for this Confluence instance");
    }

    /** The checked root scope. */
    public RootScope result(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check) {
        Event.of(EventName.OWNERSHIP_CHECKED).outcome(Outcome.SUCCESS)
                .log(LOG, "The root scope belongs to this Confluence instance");
        return check.result();
    }
}
