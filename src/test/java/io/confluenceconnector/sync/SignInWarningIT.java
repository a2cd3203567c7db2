package io.confluenceconnector.sync;

import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** S3: personal access tokens and passwords are warned about once at start, and where there is a better way in every cycle. */
class SignInWarningIT {

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"DATA_CENTER, 9.2.4, 1, 1", "DATA_CENTER_BASIC, 9.2.4, 1, 1", "DATA_CENTER, 10.1.0, 1, 3",
        "DATA_CENTER_BASIC, 11.0.2, 1, 3", "DATA_CENTER_OAUTH, 10.1.0, 0, 0"})
    void shouldWarnAboutSignInThatOauthCouldReplace(Setup setup, String version, int atStart, int afterTwoCycles) {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            tenant.confluence.serverVersion(version);
            int started = log.events(EventName.AUTHENTICATION_DISCOURAGED).size();

            // when
            tenant.cycle();
            tenant.cycle();

            // then
            assertThat(started).isEqualTo(atStart);
            assertThat(log.events(EventName.AUTHENTICATION_DISCOURAGED)).hasSize(afterTwoCycles)
                    .allSatisfy(event -> assertThat(event).containsEntry("level", "WARN").containsEntry("tenantName", "acme")
                            .hasEntrySatisfying("message", message -> assertThat(message).asString().containsIgnoringCase("oauth")));
        }
    }
}
