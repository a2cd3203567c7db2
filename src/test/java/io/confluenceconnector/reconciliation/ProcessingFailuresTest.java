package io.confluenceconnector.reconciliation;

import io.confluenceconnector.reconciliation.ProcessingFailures.Answer;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** P14: at most three tries per version in one process, then reported once. */
class ProcessingFailuresTest {

    private final ProcessingFailures failures = new ProcessingFailures();

    private Stream<Answer> failing(int times, String version) {
        return Stream.generate(() -> failures.failed("acme/7_DOC/42", version)).limit(times);
    }

    @Test
    void shouldTryThreeTimesThenGiveUpOnceThenKeepSilent() {
        // when
        Stream<Answer> answers = failing(6, "v1");

        // then
        assertThat(answers).containsExactly(Answer.TRY_AGAIN, Answer.TRY_AGAIN, Answer.TRY_AGAIN, Answer.GIVE_UP,
                Answer.KEEP_SILENT, Answer.KEEP_SILENT);
    }

    @Test
    void shouldBeginAnewWithANewVersion() {
        // given
        failing(5, "v1").forEach(answer -> { });

        // when
        Stream<Answer> answers = failing(4, "v2");

        // then
        assertThat(answers).containsExactly(Answer.TRY_AGAIN, Answer.TRY_AGAIN, Answer.TRY_AGAIN, Answer.GIVE_UP);
    }

    @Test
    void shouldBeginAnewAfterTheItemWasProcessed() {
        // given
        failing(5, "v1").forEach(answer -> { });

        // when
        failures.finished("acme/7_DOC/42");

        // then
        assertThat(failing(1, "v1")).containsExactly(Answer.TRY_AGAIN);
    }

    @Test
    void shouldCountEachItemByItself() {
        // given
        failing(5, "v1").forEach(answer -> { });

        // when
        Answer ofAnother = failures.failed("acme/7_DOC/43", "v1");

        // then
        assertThat(ofAnother).isEqualTo(Answer.TRY_AGAIN);
    }
}
