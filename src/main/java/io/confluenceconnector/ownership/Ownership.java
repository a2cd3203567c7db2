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
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformApi;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the checks of the {@code ownership-check} route hands them their answers, and reports how they ended. */
public final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

    private final ConfluenceApi confluence;
    private final PlatformApi platform;
    private final ContentKeys keys;
    private final String rootId;
    private final Optional<String> cloudId;
    private final boolean oauth;

    /**
     * @param cloudId Cloud: the configured id, which is the fingerprint; Data Center: empty
     * @param oauth   whether the tenant signs in by OAuth, as it should where the instance can (S3)
     */
    public Ownership(ConfluenceApi confluence, PlatformApi platform, ContentKeys keys, String rootId,
                     Optional<String> cloudId, boolean oauth) {
        this.confluence = confluence;
        this.platform = platform;
        this.keys = keys;
        this.rootId = rootId;
        this.cloudId = cloudId;
        this.oauth = oauth;
    }

    public OwnershipCheck start() {
        return new OwnershipCheck(platform, rootId, keys.spaceMarkPrefix(), cloudId.map(id -> "confc:cloud:" + id).orElse(""));
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
        String version = data.path("version").asText("");
        if (!oauth && hasServiceAccounts(version)) {
            Event.of(EventName.AUTHENTICATION_DISCOURAGED).field("confluenceVersion", version)
                    .log(LOG, "This Confluence has service accounts: change auth.mode to oauth_2lo");
        }
    }

    /** Since 10.1; a version that cannot be read counts as older. */
    static boolean hasServiceAccounts(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > 10 || major == 10 && Integer.parseInt(numbers.group(2)) >= 1;
    }

    public void instanceUnreachable(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check,
                                    @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        check.instanceUnreachable();
        Event.of(EventName.OWNERSHIP_CHECKED).outcome(Outcome.PARTIAL).error(failure)
                .log(LOG, "A deleted tenant's Confluence does not tell its id: only scopes with a mark of this tenant are removed");
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

    public void formerChildrenChecked(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check,
                                      @Body JsonNode data) {
        check.formerChildrenChecked(data);
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

    /** Tells that the root scope is ours; where the instance could not be asked, {@link #instanceUnreachable} has told that. */
    public void checked(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check) {
        if (check.isInstanceKnown()) {
            Event.of(EventName.OWNERSHIP_CHECKED).outcome(Outcome.SUCCESS)
                    .log(LOG, check.isClaimed() ? "The root scope belongs to this Confluence instance"
                            : "The root scope belongs to nobody yet: a sync would claim it for this Confluence instance");
        }
    }

    /** The checked root scope. */
    public RootScope result(@ExchangeProperty(OwnershipCheck.PROPERTY) OwnershipCheck check) {
        return check.result();
    }
}
