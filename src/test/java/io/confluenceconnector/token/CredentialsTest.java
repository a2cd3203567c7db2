package io.confluenceconnector.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.confluenceconnector.config.ConfluenceAuth;
import io.confluenceconnector.config.PlatformAuth;
import io.confluenceconnector.http.RequestCredentials;
import io.confluenceconnector.http.TokenRequestEntity;
import io.confluenceconnector.secret.Secret;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** The headers of each authentication mode, and the two different token requests (S2, S4, B36). */
class CredentialsTest {
    private static final URI SEARCH = URI.create("https://wiki.example.org/rest/api/content/search");
    private static final ConfluenceAuth.OAuth2LeggedAuth OAUTH = new ConfluenceAuth.OAuth2LeggedAuth("client+1",
            Secret.of("s3cr&t=\"value"), URI.create("https://auth.example/token"));
    private static final PlatformAuth.External EXTERNAL = new PlatformAuth.External(URI.create("https://id.example/token"),
            "service", Secret.of("4711"), Secret.of("p4ssword"));

    private static Map<String, String> revealed(RequestCredentials credentials, URI target) {
        return credentials.headers(target).entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().reveal()));
    }

    private static String text(TokenRequestEntity entity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entity.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldSendPersonalAccessTokenAsBearer() {
        // when
        RequestCredentials credentials = Credentials.confluence(
                new ConfluenceAuth.PersonalAccessTokenAuth(Secret.of("pat-value")), Optional.empty());

        // then
        assertThat(revealed(credentials, SEARCH)).isEqualTo(Map.of("Authorization", "Bearer pat-value"));
    }

    @Test
    void shouldSendBasicInUtf8() {
        // when
        RequestCredentials credentials = Credentials.confluence(
                new ConfluenceAuth.BasicAuth(Secret.of("jürgen"), Secret.of("pass:word")), Optional.empty());

        // then
        assertThat(revealed(credentials, SEARCH)).isEqualTo(Map.of("Authorization", "Basic asO8cmdlbjpwYXNzOndvcmQ="));
    }

    @Test
    void shouldAskTheTokenHolderPerRequest() {
        // given (B35)
        TokenHolder holder = new TokenHolder("Confluence", OAUTH.tokenUrl(), () -> null, Clock.systemUTC());
        RequestCredentials credentials = Credentials.confluence(OAUTH, Optional.of(holder));

        // when
        Map<String, String> before = revealed(credentials, SEARCH);
        Exchange request = new DefaultExchange(new DefaultCamelContext());
        holder.accept(request, JsonNodeFactory.instance.objectNode().put("access_token", "first-token"));
        Map<String, String> first = revealed(credentials, SEARCH);
        holder.accept(request, JsonNodeFactory.instance.objectNode().put("access_token", "second-token"));
        Map<String, String> second = revealed(credentials, SEARCH);

        // then
        assertThat(before).isEmpty();
        assertThat(first).isEqualTo(Map.of("Authorization", "Bearer first-token"));
        assertThat(second).isEqualTo(Map.of("Authorization", "Bearer second-token"));
    }

    @Test
    void shouldReadManifestWithoutCredentials() {
        // given (P2)
        RequestCredentials credentials = Credentials.confluence(
                new ConfluenceAuth.PersonalAccessTokenAuth(Secret.of("pat-value")), Optional.empty());

        // when / then
        assertThat(credentials.headers(URI.create("https://wiki.example.org/confluence/rest/applinks/1.0/manifest"))).isEmpty();
    }

    @Test
    void shouldNameTheServiceInsideTheCluster() {
        // when
        RequestCredentials credentials = Credentials.platform(
                new PlatformAuth.ClusterLocal(Map.of("x-company-id", "c1", "x-user-id", "u1")), Optional.empty());

        // then
        assertThat(revealed(credentials, URI.create("http://ingestion/graphql"))).isEqualTo(
                Map.of("x-service-id", "confluence-connector", "x-company-id", "c1", "x-user-id", "u1"));
    }

    @Test
    void shouldAskCloudForTokenInJsonWithoutScope() throws IOException {
        // when / then
        assertThat(text(Credentials.cloudTokenRequest(OAUTH))).isEqualTo("{\"grant_type\":\"client_credentials\","
                + "\"client_id\":\"client+1\",\"client_secret\":\"s3cr&t=\\\"value\"}");
    }

    @Test
    void shouldAskDataCenterForTokenInAFormWithReadScope() throws IOException {
        // when / then
        assertThat(text(Credentials.dataCenterTokenRequest(OAUTH))).isEqualTo("grant_type=client_credentials"
                + "&client_id=client%2B1&client_secret=s3cr%26t%3D%22value&scope=READ");
    }

    @Test
    void shouldAskThePlatformForTokenOfTheProject() throws IOException {
        // when
        Map<String, String> headers = revealed(Credentials.platformToken(EXTERNAL), EXTERNAL.oauthTokenUrl());
        String form = text(Credentials.platformTokenRequest(EXTERNAL));

        // then
        assertThat(headers).isEqualTo(Map.of("Authorization", "Basic c2VydmljZTpwNHNzd29yZA=="));
        assertThat(java.net.URLDecoder.decode(form, StandardCharsets.UTF_8)).isEqualTo("grant_type=client_credentials"
                + "&scope=openid profile email urn:zitadel:iam:user:resourceowner urn:zitadel:iam:org:projects:roles"
                + " urn:zitadel:iam:org:project:id:4711:aud");
    }

    @Test
    void shouldReadSecretsAnewForEachTokenRequest() throws IOException {
        // given (P18)
        AtomicReference<String> secret = new AtomicReference<>("old");
        ConfluenceAuth.OAuth2LeggedAuth auth = new ConfluenceAuth.OAuth2LeggedAuth("c", Secret.readFrom(secret::get),
                OAUTH.tokenUrl());
        Credentials.cloudTokenRequest(auth);

        // when
        secret.set("new");

        // then
        assertThat(text(Credentials.cloudTokenRequest(auth))).contains("\"client_secret\":\"new\"");
    }
}
