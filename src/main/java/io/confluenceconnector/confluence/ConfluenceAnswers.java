package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

import java.util.List;

/** Hands the answers of the {@code confluence-listing} and {@code confluence-inquiry} routes to whom they belong. */
public final class ConfluenceAnswers {

    /** The records of one page of the listing under way. */
    public List<JsonNode> accept(@ExchangeProperty("listing") Listing listing, @Body JsonNode answer) {
        return listing.accept(answer);
    }

    /**
     * Asks for less next time.
     *
     * @return no records
     * @throws Exception the failure itself, once the smallest limit has failed too
     */
    public List<JsonNode> shrink(@ExchangeProperty("listing") Listing listing,
                                 @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws Exception {
        if (!listing.shrink()) {
            throw failure;
        }
        return List.of();
    }

    public void answered(@ExchangeProperty("inquiry") Inquiry inquiry, @Body JsonNode answer) {
        inquiry.answered(answer);
    }

    public void failed(@ExchangeProperty("inquiry") Inquiry inquiry,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        inquiry.failed(failure);
    }
}
