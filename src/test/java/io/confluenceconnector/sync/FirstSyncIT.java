package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class FirstSyncIT {

    @Test
    void shouldTry() {
        try (TenantFixture tenant = TenantFixture.cloud()) {
            SimSpace docs = tenant.confluence.space("DOC", "Documentation", "global");
            SimContent page = tenant.confluence.page(docs, "Hello", "<p>Hello</p>", TenantFixture.SINGLE);
            tenant.confluence.attach(page, "a b.pdf", "application/pdf", "pdf".getBytes(StandardCharsets.UTF_8));
            CycleReport report = tenant.cycle();
            System.out.println(report);
            System.out.println(tenant.platform.contents());
            System.out.println(tenant.platform.violations());
            System.out.println(tenant.confluence.violations());
            assertThat(report.failure()).isEmpty();
        }
    }
}
