package io.confluenceconnector.ownership;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.Refusals;
import io.confluenceconnector.gateway.TransientException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Whom Confluence does not know, it shows less: that must not look like deletions (P6, P11). */
class SignInTest {
    private static final DataCenterApi SERVER = new DataCenterApi(URI.create("https://wiki.example/confluence"));

    @Test
    void shouldAskDataCenterAlone() {
        // when
        boolean cloud = new SignIn(new CloudApi(URI.create("https://acme.example"), URI.create("https://api.example/ex/confluence/1")), true)
                .isInDoubt();
        SignIn dataCenter = new SignIn(SERVER, false);

        // then
        assertThat(cloud).isFalse();
        assertThat(dataCenter.isInDoubt()).isTrue();
        assertThat(dataCenter.currentUser().uri()).hasToString("https://wiki.example/confluence/rest/api/user/current");
    }

    @DisplayName("a known user goes on; where a service account signs in, only \"anonymous\" is sure to mean that it is unknown")
    @ParameterizedTest(name = "{0}, OAuth: {1}, fails: {2}")
    @CsvSource(quoteCharacter = '`', value = {
        "{\"type\":\"known\"}, false, false", "{\"type\":\"anonymous\"}, false, true", "{\"type\":\"unknown\"}, false, true",
        "{}, false, false", "{\"type\":null}, false, false",
        "{\"type\":\"known\"}, true, false", "{\"type\":\"anonymous\"}, true, true", "{\"type\":\"app\"}, true, false", "{}, true, false"})
    void shouldGoOnOnlyAsKnownUser(String answer, boolean oauth, boolean fails) throws IOException {
        // given
        var user = new ObjectMapper().readTree(answer);

        // when
        Throwable failure = catchThrowable(() -> new SignIn(SERVER, oauth).told(user));

        // then
        assertThat(failure != null).isEqualTo(fails);
    }

    @Test
    void shouldSayWhereWhatCameAndWhatToDo() throws IOException {
        // given
        var user = new ObjectMapper().readTree("{\"type\":\"anonymous\"}");

        // when
        Throwable failure = catchThrowable(() -> new SignIn(SERVER, false).told(user));

        // then
        assertThat(failure).isInstanceOf(PermanentException.class).hasMessageContainingAll("/rest/api/user/current",
                "type is anonymous", "known was expected", "confluence.auth", "token or password");
    }

    @DisplayName("a call that is not there, or not for service accounts, says nothing of the sign-in")
    @ParameterizedTest(name = "{0}, OAuth: {1}, fails: {2}")
    @CsvSource({"404, false, false", "401, false, true", "403, false, true", "410, false, true",
        "404, true, false", "401, true, false", "403, true, false", "410, true, true"})
    void shouldTrustServerThatDoesNotTell(int status, boolean oauth, boolean fails) {
        // given
        PermanentException refusal = new PermanentException("refused", new OptionalStatus(status));

        // when
        Throwable failure = catchThrowable(() -> new SignIn(SERVER, oauth).refused(refusal));

        // then
        assertThat(failure).isEqualTo(fails ? refusal : null);
    }

    @Test
    @DisplayName("P11: a call that a proxy does not know may well be there")
    void shouldNotTrustProxyThatDoesNotTell() {
        // given
        var refusal = Refusals.ofAnother(404);

        // when
        Throwable failure = catchThrowable(() -> new SignIn(SERVER, true).refused(refusal));

        // then
        assertThat(failure).isSameAs(refusal);
    }

    @Test
    void shouldFailWithServerThatFails() {
        // given
        TransientException outage = new TransientException("no answer");

        // when
        Throwable failure = catchThrowable(() -> new SignIn(SERVER, true).refused(outage));

        // then
        assertThat(failure).isSameAs(outage);
    }
}
