package io.confluenceconnector.confluence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.ResponseTooLargeException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

import java.net.SocketTimeoutException;
import java.util.List;

/** Hands the answers of the {@code confluence-listing} and {@code confluence-inquiry} routes to whom they belong. */
public final class ConfluenceAnswers {

    /**
     * The answer, if it can be one: whatever we ask for is a list of results or one thing with an id, but what a service
     * account is told of itself is not documented.
     *
     * @throws TransientException for JSON that is something else, such as a proxy's own message
     */
    public JsonNode usable(@ExchangeProperty("confluenceRequest") ConfluenceRequest request, @Body JsonNode answer) {
        if (!answer.path("results").isArray() && !answer.hasNonNull("id") && !request.endpoint().equals(DataCenterApi.CURRENT_USER)) {
            throw new TransientException("Confluence answered " + request.endpoint() + " without results or an id");
        }
        return answer;
    }

    /** The records of one page of the listing under way. */
    public List<JsonNode> accept(@ExchangeProperty("listing") Listing listing, @Body JsonNode answer) {
        return listing.accept(answer);
    }

    /**
     * Asks for less next time, when the answer was too large, too slow or broken (B11).
     *
     * @return no records
     * @throws Exception the failure itself, once the smallest limit has failed too, or when less would not help
     */
    public List<JsonNode> shrink(@ExchangeProperty("listing") Listing listing,
                                 @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws Exception {
        if (!lessMayHelp(failure) || !listing.shrink()) {
            throw failure;
        }
        return List.of();
    }

    private static boolean lessMayHelp(Exception failure) {
        return failure instanceof ResponseTooLargeException || failure instanceof SocketTimeoutException
                || failure.getCause() instanceof SocketTimeoutException
                || failure instanceof JsonProcessingException
                || failure instanceof TransientException transientFailure && transientFailure.status().code() >= 500;
    }

    public void answered(@ExchangeProperty("inquiry") Inquiry inquiry, @Body JsonNode answer) {
        inquiry.answered(answer);
    }

    /** @throws HostPausedException when no further question would be answered either: the cycle ends (P10) */
    public void failed(@ExchangeProperty("inquiry") Inquiry inquiry,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof HostPausedException paused) {
            throw paused;
        }
        inquiry.failed(failure);
    }
}
