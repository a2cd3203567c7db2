package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Issues tokens for the client credentials, and knows every credential that the instance accepts. */
final class Credentials {

    static final String CLIENT_ID = "simulated-client";
    static final String USERNAME = "sync.reader";

    /** A token that was issued. */
    private record Grant(Set<String> scopes, Instant expires) {
    }

    private final Timeline timeline;
    private final Traffic traffic;
    private volatile String clientSecret = UUID.randomUUID().toString();
    private volatile String personalAccessToken = UUID.randomUUID().toString();
    private volatile String password = UUID.randomUUID().toString();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile Set<String> scopes;
    private volatile Duration lifetime = Duration.ofMinutes(60);

    Credentials(Timeline timeline, Traffic traffic, Set<String> scopes) {
        this.timeline = timeline;
        this.traffic = traffic;
        this.scopes = scopes;
    }

    String clientSecret() {
        return clientSecret;
    }

    String personalAccessToken() {
        return personalAccessToken;
    }

    String password() {
        return password;
    }

    void rotate() {
        clientSecret = UUID.randomUUID().toString();
        personalAccessToken = UUID.randomUUID().toString();
        password = UUID.randomUUID().toString();
        revokeTokens();
    }

    void scopes(Set<String> newScopes) {
        scopes = Set.copyOf(newScopes);
    }

    void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    void revokeTokens() {
        grants.clear();
    }

    /** The scopes of a valid, unexpired token. */
    Optional<Set<String>> scopesOf(String token) {
        return Optional.ofNullable(grants.get(token))
                .filter(grant -> grant.expires().isAfter(timeline.tokenTime()))
                .map(Grant::scopes);
    }

    boolean isPersonalAccessToken(String token) {
        return token.equals(personalAccessToken);
    }

    boolean isBasic(String encoded) {
        String expected = USERNAME + ":" + password;
        return Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)).equals(encoded);
    }

    /** Cloud's token call: JSON or form, and never a scope (S2, B36). */
    Reply cloudToken(Call call) {
        Map<String, String> fields = call.jsonEncoded() ? jsonFields(call) : formFields(call);
        if (fields.containsKey("scope")) {
            traffic.violation("token request to Cloud carries a scope");
        }
        return issued(call, fields, "access_denied");
    }

    /** Data Center's token call: a form with {@code scope=READ} (S2, API facts 9.2). */
    Reply dataCenterToken(Call call) {
        if (!call.formEncoded()) {
            return error(400, "invalid_request", "form encoding expected");
        }
        Map<String, String> fields = formFields(call);
        if (!"READ".equals(fields.get("scope"))) {
            traffic.violation("token request to Data Center without scope=READ alone");
            return error(400, "invalid_scope", "scope READ expected");
        }
        return issued(call, fields, "invalid_client");
    }

    private Reply issued(Call call, Map<String, String> fields, String refusal) {
        if (!call.query().isEmpty()) {
            traffic.violation("token request with a query");
        }
        if (!"client_credentials".equals(fields.get("grant_type"))) {
            return error(400, "unsupported_grant_type", "client_credentials expected");
        }
        if (!CLIENT_ID.equals(fields.get("client_id")) || !clientSecret.equals(fields.get("client_secret"))) {
            return error(401, refusal, "Unauthorized");
        }
        String token = traffic.secret(UUID.randomUUID().toString());
        Set<String> granted = scopes;
        grants.put(token, new Grant(granted, timeline.tokenTime().plus(lifetime)));
        return Reply.json(200, JsonNodeFactory.instance.objectNode().put("access_token", token)
                .put("expires_in", lifetime.toSeconds()).put("token_type", "Bearer")
                .put("scope", String.join(" ", new TreeSet<>(granted))));
    }

    private static Reply error(int status, String code, String description) {
        return Reply.json(status, JsonNodeFactory.instance.objectNode().put("error", code)
                .put("error_description", description));
    }

    private static Map<String, String> jsonFields(Call call) {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            JsonNode json = Reply.JSON.readTree(call.body());
            json.fieldNames().forEachRemaining(name -> fields.put(name, json.get(name).asText()));
            return fields;
        } catch (IOException e) {
            throw new Refusal(error(400, "invalid_request", "not JSON"));
        }
    }

    private static Map<String, String> formFields(Call call) {
        Map<String, String> fields = new LinkedHashMap<>();
        Call.parseQuery(new String(call.body(), StandardCharsets.UTF_8))
                .forEach((name, values) -> fields.put(name, values.get(0)));
        return fields;
    }

    /** The value of an {@code Authorization} header of the given scheme. */
    static Optional<String> authorization(Call call, String scheme) {
        String prefix = scheme + " ";
        return call.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(header -> header.substring(prefix.length()));
    }
}
