package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The token endpoint of external mode: client credentials with HTTP Basic and the exact scope. */
final class TokenEndpoint implements Endpoint {

    static final String CLIENT_ID = "connector@simulator";
    static final String PROJECT_ID = "270000000000000001";
    static final String SCOPE = "openid profile email urn:zitadel:iam:user:resourceowner urn:zitadel:iam:org:projects:roles"
            + " urn:zitadel:iam:org:project:id:" + PROJECT_ID + ":aud";

    private final Tokens tokens;
    private final Switches switches;

    TokenEndpoint(Tokens tokens, Switches switches) {
        this.tokens = tokens;
        this.switches = switches;
    }

    @Override
    public RecordedRequest.Target target() {
        return RecordedRequest.Target.TOKEN;
    }

    @Override
    public Call receive(HttpExchange exchange) {
        return new SimpleCall(List.of(Operations.TOKEN), "", false, () -> token(exchange));
    }

    private Answer token(HttpExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "POST");
        Requests.requireContentType(exchange, "application/x-www-form-urlencoded");
        if (!basic().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw HttpRefusal.expected(401, "invalid_client");
        }
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw new HttpRefusal(400, "unsupported_grant_type");
        }
        if (!SCOPE.equals(form.get("scope"))) {
            throw new HttpRefusal(400, "invalid_scope");
        }
        return Answer.json(200, Map.of("access_token", tokens.issue(), "token_type", "Bearer",
                "expires_in", switches.tokenLifetime.toSeconds()));
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((CLIENT_ID + ":" + switches.clientSecret).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new HttpRefusal(400, "a form field without a value");
            }
            fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
