package io.confluenceconnector.reconciliation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** P14: the first cycle of the process, then one after every so many. */
class ReconciliationTurnsTest {

    @ParameterizedTest
    @CsvSource({"0, ''", "1, '1,2,3,4,5,6,7'", "2, '1,3,5,7'", "3, '1,4,7'", "96, '1'"})
    void shouldTakeTurns(int everyCycles, String cycles) {
        // given
        ReconciliationTurns turns = new ReconciliationTurns(everyCycles);

        // when
        String due = IntStream.rangeClosed(1, 7).filter(cycle -> {
            boolean now = turns.next();
            if (now) {
                turns.completed();
            }
            return now;
        }).mapToObj(String::valueOf).collect(Collectors.joining(","));

        // then
        assertThat(due).isEqualTo(cycles);
    }

    @Test
    void shouldStayDueUntilEverythingWasReconciled() {
        // given
        ReconciliationTurns turns = new ReconciliationTurns(2);
        turns.next();

        // when
        boolean again = turns.next();
        turns.completed();

        // then
        assertThat(again).isTrue();
        assertThat(turns.next()).isFalse();
        assertThat(turns.next()).isTrue();
    }
}
