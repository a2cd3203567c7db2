package io.confluenceconnector.gateway;

import io.confluenceconnector.http.AnsweredElsewhere;
import io.confluenceconnector.logging.Loggable;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What each answer means for the call: pass, try again, fetch another token, or give up (P10, S4). */
class AnswerCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final Loggable SEARCH = new Loggable() {
        @Override
        public String toString() {
            return "/rest/api/content/search";
        }
    };
    private final HostGate gate = new HostGate("Confluence", 60, CLOCK);
    private final AtomicInteger droppedTokens = new AtomicInteger();
    private boolean anotherTokenHelps = true;

    private Exchange check(RemoteSystem system, boolean tokens, boolean anyMediaType, int status, Object body,
                           Map<String, String> headers) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("confluenceRequest", SEARCH);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        headers.forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setBody(body);
        new AnswerCheck(system, Optional.of(gate), tokens ? Optional.of(this::drop)
                : Optional.empty(), anyMediaType, 10, CLOCK).process(exchange);
        return exchange;
    }

    private boolean drop(Exchange exchange) {
        droppedTokens.incrementAndGet();
        return anotherTokenHelps;
    }

    private Throwable refused(int status, Map<String, String> headers) {
        return catchThrowable(() -> check(RemoteSystem.CONFLUENCE, true, false, status, null, headers));
    }

    @Test
    @DisplayName("S10: a text that a route puts in the place of the request is not named in the message")
    void shouldNotNameATextAsTheCall() {
        // given
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty("confluenceRequest", "Layoffs 2031");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
        AnswerCheck check = new AnswerCheck(RemoteSystem.CONFLUENCE, Optional.empty(), Optional.empty(), false, 10, CLOCK);

        // when
        Throwable refusal = catchThrowable(() -> check.process(exchange));

        // then
        assertThat(refusal).hasMessageStartingWith("Confluence answered 404 to a request: ").hasMessageNotContaining("Layoffs");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void shouldLetEverySuccessPass(int status) {
        // when / then
        assertThatCode(() -> check(RemoteSystem.UPLOAD, false, false, status, null, Map.of("Retry-After", "1300")))
                .doesNotThrowAnyException();
        assertThat(gate.paused()).as("Retry-After counts on refusals only").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void shouldTryAgainWhatMayPass(int status) {
        // when / then
        assertThat(refused(status, Map.of())).isInstanceOf(TransientException.class)
                .hasMessageContaining("Confluence answered " + status + " to /rest/api/content/search")
                .isInstanceOfSatisfying(TransientException.class, e -> {
                    assertThat(e.status().code()).isEqualTo(status);
                    assertThat(e.retryAfter()).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({"301, confluence.baseUrl", "302, confluence.baseUrl", "400, query or cursor", "403, IP allow-list",
        "404, confluence.cloudId", "405, defect", "409, defect", "410, removed by Atlassian", "414, too large"})
    void shouldGiveUpWithAdviceWhatNoTryCanMend(int status, String advice) {
        // when / then
        assertThat(refused(status, Map.of())).isInstanceOf(PermanentException.class).hasMessageContaining(advice);
        assertThat(droppedTokens).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "404, `{\"statusCode\":404,\"data\":{\"authorized\":false},\"message\":\"No content found with id: 7\",\"reason\":\"Not Found\"}`, true",
        "403, `{ \"message\" : \"not permitted\", \"statusCode\" : 403 }`, true",
        "404, `{\"errors\":[{\"status\":404,\"code\":\"NOT_FOUND\",\"title\":\"Not Found\",\"detail\":null}]}`, true",
        "404, `<html><body><h1>404 Not Found</h1><hr>nginx</body></html>`, false", "404, ``, false",
        "404, `<status><status-code>404</status-code><message>null for uri</message></status>`, false",
        "404, `{\"message\":\"null for uri\",\"status-code\":404}`, false", "404, `{\"code\":404,\"message\":\"no such site\"}`, false",
        "404, `404 page not found`, false", "404, `<a title='{\"statusCode\":404}'/>`, false", "403, `<html>Blocked</html>`, false"})
    @DisplayName("P11: that something is absent or forbidden says Confluence itself, no proxy and no server that is starting")
    void shouldTellConfluencesOwnRefusalFromThatOfAnother(int status, String body, boolean own) {
        // when
        Throwable refusal = catchThrowable(() -> check(RemoteSystem.CONFLUENCE, true, false, status, stream(body), Map.of()));

        // then
        assertThat(refusal).isExactlyInstanceOf(own ? PermanentException.class : ForeignRefusalException.class);
        assertThat(refusal.getMessage().contains("proxy in between")).isEqualTo(!own);
    }

    @Test
    void shouldNotAskHowADownloadWasRefused() {
        // when
        Throwable refusal = catchThrowable(() -> check(RemoteSystem.CONFLUENCE, true, true, 404, stream("<html>"), Map.of()));

        // then
        assertThat(refusal).isExactlyInstanceOf(PermanentException.class);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "403, true", "404, true", "401, false", "410, false", "414, false"})
    void shouldTellRefusalsThatConcernOneThing(int status, boolean oneThing) {
        // when / then (P6)
        assertThat(new PermanentException("refused", new OptionalStatus(status)).concernsOneThing()).isEqualTo(oneThing);
    }

    @Test
    void shouldHoldBackOnlyTheHostThatARedirectLedTo() {
        // given
        HostGate media = HostGate.open("The media host", CLOCK);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 429);
        exchange.getMessage().setHeader("Retry-After", "30");
        exchange.getMessage().setHeader(AnsweredElsewhere.HEADER, "true");
        AnswerCheck check = new AnswerCheck(RemoteSystem.CONFLUENCE, Optional.of(gate), Optional.empty(), true,
                Long.MAX_VALUE, CLOCK).redirectedTo(media);

        // when
        assertThatThrownBy(() -> check.process(exchange)).isInstanceOf(ThrottledException.class);
        boolean apiPausedByMedia = gate.paused();
        exchange.getMessage().removeHeader(AnsweredElsewhere.HEADER);
        assertThatThrownBy(() -> check.process(exchange)).isInstanceOf(ThrottledException.class);

        // then (P10)
        assertThat(apiPausedByMedia).isFalse();
        assertThat(media.pausedUntil()).isEqualTo(NOW.plusSeconds(30));
        assertThat(gate.paused()).isTrue();
    }

    @Test
    void shouldDropTokenAtUnauthorized() {
        // when
        Throwable refusal = refused(401, Map.of());

        // then
        assertThat(refusal).isExactlyInstanceOf(UnauthorizedException.class).hasMessageContaining("confluence.auth");
        assertThat(droppedTokens).hasValue(1);
    }

    @Test
    void shouldNotRepeatDownloadThatNoTokenOpens() {
        // given
        anotherTokenHelps = false;

        // when / then (S4)
        assertThatThrownBy(() -> check(RemoteSystem.CONFLUENCE, true, true, 401, null, Map.of()))
                .isExactlyInstanceOf(DownloadRefusedException.class).hasMessageContaining("401");
    }

    @Test
    void shouldNotRepeatUnauthorizedWithoutTokenToRenew() {
        // when / then (S4: personal access tokens and Basic)
        assertThatThrownBy(() -> check(RemoteSystem.CONFLUENCE, false, false, 401, null, Map.of()))
                .isExactlyInstanceOf(CredentialsRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"CONFLUENCE, false, 401, true", "CONFLUENCE, true, 401, false", "CONFLUENCE, false, 403, false",
        "PLATFORM, false, 401, true", "PLATFORM, false, 403, false",
        "CONFLUENCE_TOKEN, false, 400, true", "PLATFORM_TOKEN, false, 403, true", "PLATFORM_TOKEN, false, 503, false"})
    @DisplayName("P10, S4: refused are the credentials, and not only this call; a download may be refused alone")
    void shouldTellRefusedCredentialsFromRefusedCall(RemoteSystem system, boolean download, int status, boolean credentials) {
        // when
        Throwable withToken = catchThrowable(() -> check(system, true, download, status, null, Map.of()));
        Throwable withoutToken = catchThrowable(() -> check(system, false, download, status, null, Map.of()));

        // then
        assertThat(Stream.of(withToken, withoutToken).map(RemoteCallException.class::cast))
                .extracting(RemoteCallException::endsCycle).containsOnly(credentials);
    }

    @ParameterizedTest
    @EnumSource(RemoteSystem.class)
    @DisplayName("P10: a 403 asks for a fresh upload address only when it is the upload address that was refused")
    void shouldAskForFreshAddressOnlyWhenTheAddressWasRefused(RemoteSystem system) {
        // when
        Throwable refusal = catchThrowable(() -> check(system, false, false, 403, null, Map.of()));

        // then
        assertThat(refusal instanceof AddressRefusedException).isEqualTo(system == RemoteSystem.UPLOAD);
    }

    @Test
    void shouldNameMissingScopeByHeader() {
        // when
        Throwable refusal = refused(401, Map.of("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK"));

        // then (B28)
        assertThat(refusal).isExactlyInstanceOf(PermanentException.class).hasMessageContaining("lacks a scope");
        assertThat(droppedTokens).hasValue(0);
    }

    @Test
    void shouldNameMissingScopeByText() {
        // when
        Throwable refusal = catchThrowable(() -> check(RemoteSystem.CONFLUENCE, true, false, 401,
                stream("{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}"), Map.of()));

        // then (S4)
        assertThat(refusal).isExactlyInstanceOf(PermanentException.class).hasMessageContaining("lacks a scope");
        assertThat(droppedTokens).hasValue(0);
    }

    @Test
    void shouldReportCaptchaLockWithoutAnotherTry() {
        // when
        Throwable refusal = refused(401, Map.of("X-Seraph-LoginReason", "AUTHENTICATION_DENIED",
                "Content-Type", "text/html"));

        // then (B32)
        assertThat(refusal).isExactlyInstanceOf(CredentialsRefusedException.class).hasMessageContaining("captcha");
        assertThat(droppedTokens).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/HTML;charset=UTF-8", "application/xhtml+xml"})
    void shouldTakeLoginPageForFailureUnlessAnyTypeMayCome(String type) {
        // when / then
        assertThatThrownBy(() -> check(RemoteSystem.CONFLUENCE, true, false, 200, stream("<html>"),
                Map.of("Content-Type", type))).isExactlyInstanceOf(TransientException.class).hasMessageContaining("login");
        assertThatCode(() -> check(RemoteSystem.CONFLUENCE, true, true, 200, stream("<html>"),
                Map.of("Content-Type", type))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"429, 30, 30", "429, 'Tue, 10 Mar 2026 12:01:00 GMT', 60", "503, 120, 120", "500, 5, 5"})
    void shouldPauseEverybodyForAWaitThatACycleSitsOut(int status, String retryAfter, long seconds) {
        // when
        Throwable refusal = refused(status, Map.of("Retry-After", retryAfter));

        // then
        assertThat(refusal).isInstanceOfSatisfying(TransientException.class,
                e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(seconds)));
        assertThat(gate.pausedUntil()).isEqualTo(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"429, 121, 121", "429, 1300, 1300", "503, 7200, 3900", "502, 600, 600",
        "429, 'Fri, 31 Dec 2027 23:59:59 GMT', 3900"})
    void shouldFailTheCycleForALongerWait(int status, String retryAfter, long seconds) {
        // when
        Throwable refusal = refused(status, Map.of("Retry-After", retryAfter));

        // then (P10, B21)
        assertThat(refusal).isInstanceOfSatisfying(HostPausedException.class,
                e -> assertThat(e.until()).isEqualTo(NOW.plusSeconds(seconds)))
                .hasMessageContaining(NOW.plusSeconds(seconds).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon"})
    void shouldNotPauseForNothing(String retryAfter) {
        // when
        Throwable refusal = refused(429, Map.of("Retry-After", retryAfter));

        // then
        assertThat(refusal).isInstanceOf(TransientException.class);
        assertThat(gate.paused()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"confluence-quota-tenant-based, true", "Confluence-QUOTA-global-based, true",
        "conf-global-based, true", "confluence-burst-based, false", "'', false"})
    void shouldPauseUntilUsedUpQuotaComesBack(String reason, boolean paused) {
        // when
        Throwable refusal = refused(429, Map.of("RateLimit-Reason", reason, "X-RateLimit-Reset", "2026-03-10T12:01Z"));

        // then (B24)
        assertThat(refusal).isInstanceOf(TransientException.class);
        assertThat(gate.paused()).isEqualTo(paused);
    }

    @Test
    void shouldPauseUntilTheFullHourWhenUsedUpQuotaNamesNoReset() {
        // when
        Throwable refusal = refused(429, Map.of("RateLimit-Reason", "confluence-quota-tenant-based"));

        // then (nothing before the next full UTC hour)
        assertThat(refusal).isInstanceOfSatisfying(HostPausedException.class,
                e -> assertThat(e.until()).isEqualTo(NOW.plusSeconds(3600)));
    }

    @ParameterizedTest
    @CsvSource({"text/html, '<!DOCTYPE html><html>', true", "text/html, ' <html>', true", "text/html, OK, false",
        "application/json, '<', false", "text/html, '', false"})
    void shouldTakePageOfHtmlForFailedUpload(String type, String body, boolean failed) {
        // when
        Throwable refusal = catchThrowable(() -> check(RemoteSystem.UPLOAD, false, false, 200, stream(body),
                Map.of("Content-Type", type)));

        // then (P10: a proxy's page is no stored file; a word of success may be called HTML)
        assertThat(refusal != null).isEqualTo(failed);
    }

    @Test
    void shouldBoundTheBodyOfAnAnswer() {
        // given (S19)
        Exchange exchange = check(RemoteSystem.CONFLUENCE, true, false, 200, stream("12345678901"), Map.of());

        // when / then
        assertThatThrownBy(() -> exchange.getMessage().getBody(InputStream.class).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldDropAndCloseTheBodyOfARefusal() {
        // given
        AtomicBoolean closed = new AtomicBoolean();
        InputStream body = new ByteArrayInputStream("{\"message\":\"Secret title\"}".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        // when
        Throwable refusal = catchThrowable(() -> check(RemoteSystem.CONFLUENCE, true, false, 500, body, Map.of()));

        // then (S12)
        assertThat(closed).isTrue();
        assertThat(refusal).hasMessageNotContaining("Secret");
    }

    @ParameterizedTest
    @EnumSource(RemoteSystem.class)
    void shouldSayForEverySystemWhatToDo(RemoteSystem system) {
        // when / then
        assertThatThrownBy(() -> check(system, false, false, 403, null, Map.of()))
                .hasMessageStartingWith(system + " answered 403").hasMessageMatching(".*: .{20,}");
    }
}
