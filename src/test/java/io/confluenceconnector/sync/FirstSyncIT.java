package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.platform.Mutation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;

/** The first cycle and the one after it, by every product, authentication and platform mode (P1 to P10). */
class FirstSyncIT {

    /** Searches inline 25 attachments, a listing of Cloud gives 250 and one of Data Center 200 to an answer. */
    private static final int MORE_THAN_ONE_ANSWER = 260;
    private static final int MORE_THAN_INLINED = 26;

    /** P4, P5, P9, P10: spaces, trees, blog posts, folders, hundreds of attachments, odd names, and nothing else. */
    @ParameterizedTest
    @EnumSource(Setup.class)
    void shouldHoldExactlyTheLabelledSet(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            boolean paged = setup == Setup.CLOUD || setup == Setup.DATA_CENTER;
            SampleWiki.fill(tenant, paged ? MORE_THAN_ONE_ANSWER : MORE_THAN_INLINED);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(tenant).holdsExactlyWhatIsSelected();
            Assertions.assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            Assertions.assertThat(report.failedItems()).isZero();
        }
    }

    /** P7: nothing changed, so nothing is registered, moved or deleted; only the grants of P2 are repeated. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldWriteNothingWhenNothingChanged(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SampleWiki.fill(tenant, MORE_THAN_INLINED);
            tenant.cycle();
            tenant.platform.clearRequests();

            // when
            tenant.cycle();

            // then
            Assertions.assertThat(tenant.platform.mutations()).extracting(Mutation::name)
                    .allMatch("createScopeAccesses"::equals);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
