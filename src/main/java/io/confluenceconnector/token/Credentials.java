package io.confluenceconnector.token;

import io.confluenceconnector.config.ConfluenceAuth;
import io.confluenceconnector.config.PlatformAuth;
import io.confluenceconnector.http.RequestCredentials;
import io.confluenceconnector.http.TokenRequestEntity;
import io.confluenceconnector.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds the credentials of each authentication mode, and the token requests of those that have tokens. */
public final class Credentials {
    private static final String AUTHORIZATION = "Authorization";
    private static final String MANIFEST = "/rest/applinks/1.0/manifest";
    private static final String SERVICE_ID = "confluence-connector";
    private static final String PLATFORM_SCOPE = "openid profile email urn:zitadel:iam:user:resourceowner"
            + " urn:zitadel:iam:org:projects:roles urn:zitadel:iam:org:project:id:%s:aud";

    private Credentials() {
    }

    /** What goes with every request to Confluence. */
    public static RequestCredentials confluence(ConfluenceAuth auth, Optional<TokenHolder> token) {
        if (auth instanceof ConfluenceAuth.PersonalAccessTokenAuth pat) {
            return withoutManifest(() -> bearer(Optional.of(pat.token())));
        }
        if (auth instanceof ConfluenceAuth.BasicAuth basic) {
            return withoutManifest(() -> Map.of(AUTHORIZATION, basic(basic.username(), basic.password())));
        }
        return withoutManifest(() -> bearer(token.flatMap(TokenHolder::token)));
    }

    /** Data Center's manifest is for everybody and is read without credentials (P2). */
    private static RequestCredentials withoutManifest(Supplier<Map<String, Secret>> headers) {
        return target -> target.getPath().endsWith(MANIFEST) ? Map.of() : headers.get();
    }

    /** What goes with every GraphQL and file-diff request. */
    public static RequestCredentials platform(PlatformAuth auth, Optional<TokenHolder> token) {
        if (auth instanceof PlatformAuth.ClusterLocal local) {
            Map<String, Secret> headers = new LinkedHashMap<>();
            headers.put("x-service-id", Secret.of(SERVICE_ID));
            local.extraHeaders().forEach((name, value) -> headers.put(name, Secret.of(value)));
            return target -> headers;
        }
        return target -> bearer(token.flatMap(TokenHolder::token));
    }

    /** What goes with a token request of the platform. */
    public static RequestCredentials platformToken(PlatformAuth auth) {
        return auth instanceof PlatformAuth.External external
                ? target -> Map.of(AUTHORIZATION, basic(Secret.of(external.clientId()), external.clientSecret()))
                : RequestCredentials.NONE;
    }

    /** Cloud: JSON, and no scope (S2). */
    public static TokenRequestEntity cloudTokenRequest(ConfluenceAuth.OAuth2LeggedAuth auth) {
        return TokenRequestEntity.json(auth.tokenUrl(), clientCredentials(auth));
    }

    /** Data Center: a form, and always {@code scope=READ} (S2). */
    public static TokenRequestEntity dataCenterTokenRequest(ConfluenceAuth.OAuth2LeggedAuth auth) {
        Map<String, Secret> parameters = clientCredentials(auth);
        parameters.put("scope", Secret.of("READ"));
        return TokenRequestEntity.form(auth.tokenUrl(), parameters);
    }

    private static Map<String, Secret> clientCredentials(ConfluenceAuth.OAuth2LeggedAuth auth) {
        Map<String, Secret> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", Secret.of("client_credentials"));
        parameters.put("client_id", Secret.of(auth.clientId()));
        parameters.put("client_secret", auth.clientSecret());
        return parameters;
    }

    /** The platform's token endpoint: a form, with the project in the scope. */
    public static TokenRequestEntity platformTokenRequest(PlatformAuth.External auth) {
        Map<String, Secret> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", Secret.of("client_credentials"));
        parameters.put("scope", Secret.readFrom(() -> PLATFORM_SCOPE.formatted(auth.projectId().reveal())));
        return TokenRequestEntity.form(auth.oauthTokenUrl(), parameters);
    }

    private static Map<String, Secret> bearer(Optional<Secret> token) {
        return token.map(value -> Map.of(AUTHORIZATION, Secret.readFrom(() -> "Bearer " + value.reveal())))
                .orElse(Map.of());
    }

    private static Secret basic(Secret username, Secret password) {
        return Secret.readFrom(() -> "Basic " + Base64.getEncoder().encodeToString(
                (username.reveal() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)));
    }
}
