package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.metrics.Scrape;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DataCenterMetricsIT {

    @Test
    @DisplayName("S23: every call to Data Center has a name of its own")
    void shouldKnowEveryCallOfDataCenter() {
        try (TenantFixture dataCenter = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace docs = dataCenter.confluence.space("DOC", "Documentation", "global");
            SimContent page = dataCenter.confluence.page(docs, "Guide", "<p>Chapter</p>", TenantFixture.SINGLE);
            dataCenter.confluence.attach(page, "plan.pdf", "application/pdf", "0123456789".getBytes(UTF_8));

            // when
            CycleReport report = dataCenter.cycle();

            // then
            Scrape scrape = Scrape.of(dataCenter.meters);
            assertThat(report.failure()).isEmpty();
            assertThat(scrape.value("cfc_attachments_processed_total", "result", "success")).isEqualTo(1);
            assertThat(scrape.labelValues("cfc_confluence_api_request_duration_seconds_count", "endpoint")).doesNotContain("other");
            assertThat(scrape.labelValues("confluence_connector_unique_api_requests_total", "operation")).doesNotContain("other");
        }
    }
}
