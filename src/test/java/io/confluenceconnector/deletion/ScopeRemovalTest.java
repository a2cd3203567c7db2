package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.Scope;
import io.confluenceconnector.platform.StoredContent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.confluenceconnector.deletion.CannedConfluence.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A scope goes only after all its files (P12, P16). */
class ScopeRemovalTest {
    private static final ScopeRemoval REMOVAL = new ScopeRemoval(
            new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K", URI.create("https://c")));

    private final SyncCycle cycle = new SyncCycle("c", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC());

    private static JsonNode files(String... ids) {
        return json(Stream.of(ids).map(id -> "{'id':'" + id + "','key':'acme/1_HR/" + id + "'}")
                .collect(Collectors.joining(",", "{'paginatedContent':{'nodes':[", "]}}")));
    }

    @ParameterizedTest
    @CsvSource({"SPACE_GONE, REMOVED_SPACE_FILES_DELETED, REMOVED_SPACE_FILES_FAILED",
        "TENANT_DELETED, TENANT_FILES_DELETED, TENANT_FILES_FAILED"})
    @DisplayName("P16: the files that the platform did not delete are counted, and the scope stays")
    void shouldCountTheFilesThatAreStillThere(RemovalCause cause, Count deleted, Count failed) {
        // given
        RemovalCandidate candidate = new RemovalCandidate(
                new Scope("s", "HR", Optional.of("root"), Optional.of("confc:acme:1:HR")), new Space("1", "HR", ""), cause);
        List<StoredContent> before = REMOVAL.stored(List.of(), candidate, cycle, files("c1", "c2", "c3"));

        // when
        Throwable refusal = catchThrowable(() -> REMOVAL.stored(before, candidate, cycle, files("c1", "c3")));

        // then
        CycleReport report = cycle.report(Instant.EPOCH, Optional.empty());
        assertThat(refusal).isInstanceOf(IllegalStateException.class);
        assertThat(report.total(deleted)).isEqualTo(1);
        assertThat(report.total(failed)).isEqualTo(2);
    }
}
