package io.confluenceconnector.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.gateway.ForeignRefusalException;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.RemoteCallException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Whether Confluence knows us: a Data Center with anonymous access may answer a sign-in that does not hold with 200 and
 * fewer results, so that all that is not public would look deleted (P6, P11).
 */
public final class SignIn {
    private static final String KNOWN = "known";
    private static final String ANONYMOUS = "anonymous";

    private final ConfluenceApi confluence;
    private final boolean oauth;

    /** @param oauth whether a service account signs in: what that is told of itself is not documented */
    public SignIn(ConfluenceApi confluence, boolean oauth) {
        this.confluence = confluence;
        this.oauth = oauth;
    }

    /** Cloud's API refuses a sign-in that does not hold. */
    public boolean isInDoubt() {
        return confluence instanceof DataCenterApi;
    }

    public ConfluenceRequest currentUser() {
        return ((DataCenterApi) confluence).currentUser();
    }

    /** @throws PermanentException when we are taken for nobody, or, unless by OAuth, for anything but a user */
    public void told(@Body JsonNode user) {
        String type = user.path("type").asText("");
        if (type.equals(ANONYMOUS) || !oauth && !type.isEmpty() && !type.equals(KNOWN)) {
            throw new PermanentException("Confluence answered " + DataCenterApi.CURRENT_USER + " as if nobody had signed in: type"
                    + " is " + (type.equals(ANONYMOUS) ? ANONYMOUS : "another one") + ", known was expected. What this account"
                    + " may see would look deleted, so that nothing was. Check in a browser that the account of confluence.auth"
                    + " is active, and that its token or password is still valid; if so, ask the administrator which proxy or"
                    + " node drops the sign-in.");
        }
    }

    /** @throws RemoteCallException the failure, unless it only says that this call is not for us (unknown for OAuth) */
    public void refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RemoteCallException failure) {
        boolean notForServiceAccounts = failure.status().is(400) || failure.status().is(401) || failure.status().is(403);
        boolean unknownCall = failure.status().is(404) && !(failure instanceof ForeignRefusalException);
        if (!unknownCall && !(oauth && notForServiceAccounts)) {
            throw failure;
        }
    }
}
