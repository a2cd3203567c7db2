package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;
import io.confluenceconnector.http.JsonEntity;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

import java.util.function.Consumer;

/** The bodies of the {@code platform-request} route, in and out. */
public final class PlatformBodies {
    private final ObjectMapper mapper;
    private final Consumer<Exchange> tokenRefused;

    /** @param tokenRefused runs when an answer says that the token is not accepted */
    public PlatformBodies(ObjectMapper mapper, Consumer<Exchange> tokenRefused) {
        this.mapper = mapper;
        this.tokenRefused = tokenRefused;
    }

    /** The JSON body of a request; its text form is type and size only (S12). */
    public JsonEntity body(@ExchangeProperty("platformRequest") PlatformRequest request) {
        return JsonEntity.of(mapper, request.payload());
    }

    /**
     * What an answer holds: GraphQL's {@code data}, or the whole of a file diff.
     *
     * @throws TransientException when it holds neither
     */
    public JsonNode data(Exchange exchange, @ExchangeProperty("platformRequest") PlatformRequest request,
                         @Body JsonNode answer) {
        if (!request.operation().startsWith("graphql:")) {
            PlatformAnswer.fileDiff(answer);
            return answer;
        }
        try {
            return PlatformAnswer.data(request, answer);
        } catch (UnauthorizedException e) {
            tokenRefused.accept(exchange);
            throw e;
        }
    }
}
