package io.confluenceconnector.deletion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is held, what waits for another cycle, and which doubt wins (P11). */
class DeletionDecisionTest {

    @ParameterizedTest
    @CsvSource({"9, 9, 10, false", "10, 100, 10, false", "11, 100, 10, true", "10, 10, 100, false", "10, 10, 99, true",
        "10, 20, 0, true", "0, 0, 0, false", "30000000, 40000000, 50, true"})
    void shouldHoldOnlyMoreThanTheAllowedShareOfAtLeastTen(int deletions, long stored, int percent, boolean held) {
        // when / then
        assertThat(DeletionDecision.exceeds(deletions, stored, percent)).isEqualTo(held);
    }

    @Test
    void shouldCountConsecutiveCyclesOnly() {
        // given
        PendingConfirmations pending = new PendingConfirmations();

        // when
        int first = pending.ask("key");
        int sameCycle = pending.ask("key");
        pending.nextCycle();
        int second = pending.ask("key");
        pending.nextCycle();
        pending.nextCycle();
        int afterAGap = pending.ask("key");

        // then
        assertThat(first).isEqualTo(sameCycle).isEqualTo(afterAGap).isEqualTo(1);
        assertThat(second).isEqualTo(2);
    }

    @Test
    void shouldLetOneDoubtKeepTheItem() {
        // when / then
        assertThat(Verdict.CONFIRMED.or(Verdict.INDEX_ONLY)).isEqualTo(Verdict.INDEX_ONLY);
        assertThat(Verdict.VETOED.or(Verdict.CONFIRMED)).isEqualTo(Verdict.VETOED);
        assertThat(Verdict.VETOED.or(Verdict.NO_ANSWER)).isEqualTo(Verdict.NO_ANSWER);
    }

    @Test
    void shouldCountApprovalForTheNextWholeCycleUntilItIsUsed() {
        // given
        Approvals approvals = new Approvals();

        // when
        approvals.approve();
        boolean before = approvals.given();
        approvals.cycleStarted();
        boolean during = approvals.given();
        approvals.cycleStarted();
        boolean afterFailedCycle = approvals.given();
        approvals.used();

        // then
        assertThat(before).isFalse();
        assertThat(during).isTrue();
        assertThat(afterFailedCycle).isTrue();
        assertThat(approvals.given()).isFalse();
    }
}
