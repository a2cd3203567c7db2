package io.confluenceconnector.simulator.confluence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request that reached the simulator; it holds no credential.
 *
 * @param host which of the simulated hosts was asked
 * @param path path as sent, without the query
 * @param pathTemplate the call, with its variables in braces; below the gateway's {@code /ex/confluence/<cloudId>} on
 *     Cloud, below the context path on Data Center; {@code unknown} when there is no such call
 * @param query decoded parameters; empty for the media host, whose query is a credential
 * @param status status of the answer, 0 while there is none and when the connection was cut instead
 * @param authorized whether an {@code Authorization} header came
 * @param bodyBytes length of the request's body
 */
public record RecordedRequest(
        Host host,
        String method,
        String path,
        String pathTemplate,
        Map<String, List<String>> query,
        int status,
        boolean authorized,
        String userAgent,
        Instant at,
        long bodyBytes) {

    /** The hosts of the simulated service. */
    public enum Host {
        /** Cloud: what people open in the browser. */
        SITE,
        /** Cloud: where tokens work, and where they are issued. */
        GATEWAY,
        /** Cloud: where downloads are redirected to. */
        MEDIA,
        /** Data Center: everything. */
        SERVER
    }

    public RecordedRequest {
        query = Map.copyOf(query);
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    RecordedRequest answeredWith(int answeredStatus) {
        return new RecordedRequest(host, method, path, pathTemplate, query, answeredStatus, authorized, userAgent, at,
                bodyBytes);
    }
}
