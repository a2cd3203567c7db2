package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** S18: the catalogue of events. */
class EventNameTest {

    @ParameterizedTest
    @DisplayName("S18: every event that operators were promised is in the catalogue")
    @ValueSource(strings = {"cycle.started", "cycle.finished", "cycle.skipped", "ownership.checked", "ownership.claimed",
            "discovery.completed", "diff.completed", "scope.created", "page.ingested", "attachment.ingested", "item.moved",
            "item.skipped", "item.failed", "content.deleted", "deletion.vetoed", "deletion.held", "space.removed",
            "reconciliation.completed", "tenant.removed", "tenant.unloaded", "token.fetched", "request.retried",
            "request.throttled", "tenant.loaded", "tenant.rejected", "routes.reloaded", "secret.reloaded"})
    void shouldKnowPromisedEvents(String name) {
        // when
        var names = Arrays.stream(EventName.values()).map(EventName::toString);

        // then
        assertThat(names).contains(name);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("every event has a name of two words, a meaning in a sentence and an operation")
    void shouldDescribeEveryEvent(EventName event) {
        // then
        assertThat(event.toString()).matches("[a-z]+\\.[a-z]+").isEqualTo(event.name().toLowerCase().replace('_', '.'));
        assertThat(event.meaning()).matches("[A-Z].{20,}\\.");
        assertThat(event.operation()).isNotNull();
    }

    @Test
    @DisplayName("S18: every operation of the audit log has its event")
    void shouldCoverEveryOperation() {
        // when
        var operations = Arrays.stream(EventName.values()).map(EventName::operation);

        // then
        assertThat(operations).contains(Operation.values());
    }
}
