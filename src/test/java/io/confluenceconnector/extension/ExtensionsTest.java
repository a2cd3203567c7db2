package io.confluenceconnector.extension;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.discovery.Vetoes;
import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.gateway.HostPausedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the answers of extension routes mean. */
class ExtensionsTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final Page PAGE = new Page("10", PageKind.PAGE, SPACE, "2026-01-01T00:00:00Z", "https://w/10", List.of("draft", "news"));
    private static final Page OTHER = new Page("11", PageKind.BLOG_POST, SPACE, "2026-01-01T00:00:00Z", "https://w/11", List.of());
    private static final Attachment FILE = new Attachment("10", "att1", SPACE, "plan.pdf", "application/pdf", false,
            OptionalLong.of(7), "2026-01-01T00:00:00Z", "https://w/a", "");
    private static final Discovery DISCOVERY = new Discovery(Map.of("10", PAGE, "11", OTHER), Map.of(FILE.itemId(), FILE), Set.of(),
            new ProtectedItems(Set.of(), Set.of(), Set.of()), true);

    private final SyncCycle cycle = new SyncCycle("c1", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC());
    private final ItemSelection selection = new ItemSelection(DISCOVERY, cycle, Set.of("draft"));

    private static ExtensionAnswer answer(Map<String, Object> properties) {
        return new ExtensionAnswer(Optional.empty(), properties, Optional.empty());
    }

    private static ExtensionAnswer failure(Exception thrown) {
        return new ExtensionAnswer(Optional.empty(), Map.of(), Optional.of(thrown));
    }

    private long total(Count count) {
        return cycle.report(Instant.EPOCH, Optional.empty()).total(count);
    }

    @Test
    void shouldShowItemsWithTheLabelsOfTheirPage() {
        // when
        List<ItemView> views = selection.items().stream().map(selection::view).toList();

        // then
        assertThat(views).extracting(ItemView::kind).containsExactlyInAnyOrder("page", "blogpost", "attachment");
        assertThat(views).filteredOn(view -> view.pageId().equals("10")).allSatisfy(view -> {
            assertThat(view.labels()).containsExactly("draft", "news");
            assertThat(view).hasToString(view.kind() + " in space DOC");
        });
    }

    @Test
    void shouldSelectEverythingWhenNothingIsSaid() {
        // when
        for (Item item : selection.items()) {
            selection.take(item, answer(Map.of("veto", " ")));
        }

        // then
        assertThat(selection.result()).isSameAs(DISCOVERY);
    }

    @Test
    @DisplayName("P11: what is vetoed stays stored, unless the route says otherwise")
    void shouldTellVetoFromRemoval() {
        // when
        selection.take(PAGE, answer(Map.of("veto", "labelled draft")));
        selection.take(OTHER, answer(Map.of("veto", "old", "vetoStored", "remove")));

        // then
        Discovery result = selection.result();
        assertThat(result.vetoes()).isEqualTo(new Vetoes(Set.of("10"), Set.of("11")));
        assertThat(result.vetoes().leavesAlone(FILE)).as("attachments go with their page").isTrue();
        assertThat(result.vetoes().removes("11::att9")).isTrue();
        assertThat(result.itemsBySpace().get(SPACE)).as("what is left alone stays in the diff").containsExactlyInAnyOrder(PAGE, FILE);
        assertThat(result.spaces()).containsExactly(SPACE);
        assertThat(total(Count.VETOED_BY_EXTENSION)).isEqualTo(2);
    }

    static Stream<Map<String, Object>> misunderstood() {
        return Stream.of(Map.of("vetoStored", "remove"), Map.of("veto", "x", "vetoStored", "delete"));
    }

    @ParameterizedTest
    @MethodSource("misunderstood")
    void shouldLeaveItemAloneWhenAnswerMeansNothing(Map<String, Object> properties) {
        // when
        selection.take(PAGE, answer(properties));

        // then
        assertThat(selection.result().vetoes()).isEqualTo(new Vetoes(Set.of("10"), Set.of()));
        assertThat(total(Count.PAGES_FAILED)).isEqualTo(1);
    }

    @Test
    @DisplayName("P10: a long pause of a host is no failure of the extension: it ends the cycle")
    void shouldPassOnLongPauses() {
        // given
        HostGate gate = HostGate.open("Confluence", Clock.systemUTC());
        gate.pause(Duration.ofMinutes(10));
        ExtensionAnswer paused = failure(catchThrowableOfType(HostPausedException.class, gate::acquire));

        // then
        assertThatExceptionOfType(HostPausedException.class).isThrownBy(() -> selection.take(PAGE, paused));
    }

    @Test
    void shouldNameFileAndKindOfFailureOnly() {
        // given
        ExtensionAnswer failed = failure(new IllegalStateException("title of a page"));

        // then
        assertThatExceptionOfType(ExtensionException.class).isThrownBy(() -> failed.requireSuccess(ExtensionPoint.TRANSFORM_PAGE))
                .withMessage("The extension routes/extensions/transform-page.camel.yaml failed: IllegalStateException");
    }

    @Test
    void shouldTakeTextNumbersTruthAndListsAsMetadata() {
        // when
        Map<String, Object> fields = MetadataFields.of(answer(Map.of("metadata.path", "A / B", "metadata.level", 2, "metadata.old", false,
                "metadata.tags", List.of("x", "y"), "metadata.blank", " ", "other", "z")));

        // then
        assertThat(fields).isEqualTo(Map.of("path", "A / B", "level", 2, "old", false, "tags", List.of("x", "y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spaceKey", "confluenceLabels", "versionTimestamp", "spaceName", "a-b", "", "1st", "a.b"})
    @DisplayName("P14: the connector's own fields are not an extension's to set")
    void shouldRefuseNamesThatAreNotForExtensions(String name) {
        // then
        assertThatExceptionOfType(ExtensionException.class).isThrownBy(() -> MetadataFields.of(answer(Map.of("metadata." + name, "x"))))
                .withMessageContaining("add-metadata.camel.yaml set");
    }

    @Test
    void shouldRefuseOtherValuesAndTooManyFields() {
        // given
        Map<String, Object> many = IntStream.rangeClosed(1, 21).boxed().collect(Collectors.toMap(i -> "metadata.f" + i, i -> i));

        // then
        assertThatExceptionOfType(ExtensionException.class).isThrownBy(() -> MetadataFields.of(answer(Map.of("metadata.x", PAGE))));
        assertThatExceptionOfType(ExtensionException.class).isThrownBy(() -> MetadataFields.of(answer(many))).withMessageContaining("21 fields");
    }
}
