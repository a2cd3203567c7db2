package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;

import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** The limits in real minutes, against servers that count and refuse (P10). */
class LimitsSoak {

    @Test
    void shouldNeverExceedTheLimitInAnyMinute() {
        // given
        int perMinute = 120;
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).concurrency(32).requestsPerMinute(perMinute).start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            for (int i = 0; i < 60; i++) {
                SimContent page = tenant.confluence.page(space, "Page " + i, "<p>Text " + i + "</p>", SINGLE);
                tenant.confluence.attach(page, "file.pdf", "application/pdf", SampleWiki.bytes("file " + i));
            }

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.maxRequestsInAnyMinute()).isBetween(perMinute / 2, perMinute);
            assertThat(tenant.confluence.maximumRequestsInWindow()).isLessThanOrEqualTo(perMinute);
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
