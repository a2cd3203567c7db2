package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.gateway.HostPausedException;
import io.confluenceconnector.gateway.RemoteSystem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeasuredGateTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TenantMetrics metrics = new TenantMetrics(registry, new TenantName("acme"), InstanceType.CLOUD);
    private final HostGate gate = new HostGate("Confluence", 600, Clock.systemUTC());
    private final MeasuredGate measured = new MeasuredGate(gate, RemoteSystem.CONFLUENCE, metrics);

    @Test
    void shouldMeasureEveryWaitIncludingPauses() throws Exception {
        // given
        measured.acquire();
        gate.pause(Duration.ofMillis(300));

        // when
        measured.acquire();

        // then
        Scrape scrape = Scrape.of(registry);
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_count", "target", "confluence")).isEqualTo(2);
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_sum", "target", "confluence")).isBetween(0.25, 30.0);
        assertThat(scrape.value("cfc_rate_limit_wait_seconds_count", "target", "platform")).isZero();
    }

    @Test
    void shouldPassOnThatTheHostIsPausedForLonger() {
        // when
        gate.pause(Duration.ofMinutes(30));

        // then
        assertThatThrownBy(measured::acquire).isInstanceOf(HostPausedException.class);
    }
}
