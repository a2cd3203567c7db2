package io.confluenceconnector.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

/** P14: what is wrong with a stored item, in the order in which it matters. */
class FindingTest {

    private static final Space SPACE = new Space("7", "DOC", "Documentation");
    private static final String UPDATED_AT = "2025-03-04T10:00:00.000Z";
    private static final Page PAGE =
            new Page("42", PageKind.PAGE, SPACE, UPDATED_AT, "https://wiki.example/42", List.of("alpha", "beta"));
    private static final Attachment ATTACHMENT = new Attachment("42", "att9", SPACE, "plan.pdf", "application/pdf",
            false, OptionalLong.of(3), UPDATED_AT, "https://wiki.example/42/plan.pdf", "");

    private static Finding finding(Item item, Object metadata, String state) {
        JsonNode node = JsonMapper.builder().build().valueToTree(metadata);
        return Finding.of(item, new StoredContent("cont_1", "acme/7_DOC/" + item.itemId(), node, state));
    }

    private static Finding ofPage(String version, String state, String... labels) {
        return finding(PAGE, Map.of("versionTimestamp", version, "confluenceLabels", List.of(labels)), state);
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATED_AT, "2025-03-04T10:00:00Z", "2025-03-04T11:00:00.000+01:00",
            "2025-03-04T11:00:00.000+0100"})
    void shouldTakeTheSameInstantForTheSameVersion(String stored) {
        // when
        Finding finding = ofPage(stored, "FINISHED", "alpha", "beta");

        // then
        assertThat(finding).isEqualTo(new Finding.InStep());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "", "2025-03-04T10:00:00.001Z", "2025-03-04T10:00:00.000+01:00"})
    void shouldFindPendingAndOtherVersionsOutdated(String stored) {
        // when
        Finding finding = ofPage(stored, "FINISHED", "alpha", "beta");

        // then
        assertThat(finding).isEqualTo(new Finding.Outdated());
    }

    @Test
    void shouldIngestANewVersionAlsoWhenTheOldOneFailedForGood() {
        // when
        Finding finding = ofPage("2024-01-01T00:00:00.000Z", "FAILED_MALWARE_FOUND", "alpha", "beta");

        // then
        assertThat(finding).isEqualTo(new Finding.Outdated());
    }

    @Test
    void shouldCompareUnreadableTimestampsAsText() {
        // given
        Page page = new Page("42", PageKind.PAGE, SPACE, "yesterday", "https://wiki.example/42", List.of());

        // when
        Finding same = finding(page, Map.of("versionTimestamp", "yesterday"), "FINISHED");
        Finding other = finding(page, Map.of("versionTimestamp", "today"), "FINISHED");

        // then
        assertThat(same).isEqualTo(new Finding.InStep());
        assertThat(other).isEqualTo(new Finding.Outdated());
    }

    @ParameterizedTest
    @CsvSource({"FAILED, true", "FAILED_PARSING, true", "FAILED_IMAGE, true", "FAILED_SOMETHING_NEW, true",
            "FAILED_MALWARE_FOUND, false", "FAILED_TOO_LESS_CONTENT, false", "FINISHED, false", "QUEUED, false"})
    void shouldFindOnlyFailuresThatAnotherTryMayMend(String state, boolean failed) {
        // when
        Finding finding = ofPage(UPDATED_AT, state, "alpha", "beta");

        // then
        assertThat(finding).isEqualTo(failed ? new Finding.ProcessingFailed() : new Finding.InStep());
    }

    @ParameterizedTest
    @CsvSource(value = {"alpha|beta, false", "beta|alpha, false", "alpha, true", "alpha|beta|gamma, true",
            "'', true"})
    void shouldFindOtherLabelsButNotAnotherOrder(String stored, boolean differs) {
        // when
        Finding finding = ofPage(UPDATED_AT, "FINISHED", stored.isEmpty() ? new String[0] : stored.split("\\|"));

        // then
        assertThat(finding).isEqualTo(differs ? new Finding.LabelsDiffer() : new Finding.InStep());
    }

    @Test
    void shouldNotAskForLabelsOfAttachments() {
        // when
        Finding finding = finding(ATTACHMENT, Map.of("versionTimestamp", UPDATED_AT), "FINISHED");

        // then
        assertThat(finding).isEqualTo(new Finding.InStep());
    }

    @Test
    void shouldLeaveAloneWhatHasNoVersion() {
        // when
        Finding withoutVersion = finding(PAGE, Map.of("confluenceLabels", List.of()), "FAILED");
        Finding withoutMetadata = finding(PAGE, null, "FAILED");

        // then
        assertThat(withoutVersion).isEqualTo(new Finding.InStep());
        assertThat(withoutMetadata).isEqualTo(new Finding.InStep());
    }

    @Test
    void shouldKeepAllOtherMetadataInALabelUpdate() {
        // given
        JsonNode metadata = JsonMapper.builder().build().valueToTree(Map.of("versionTimestamp", UPDATED_AT,
                "spaceKey", "DOC", "of another", List.of(1), "confluenceLabels", List.of("old")));
        StoredContent stored = new StoredContent("cont_1", "acme/7_DOC/42", metadata, "FINISHED");

        // when
        JsonNode updated = new LabelUpdate(PAGE, stored).metadata();

        // then
        assertThat(updated.toString()).contains("\"confluenceLabels\":[\"alpha\",\"beta\"]");
        assertThat(updated.path("versionTimestamp").asText()).isEqualTo(UPDATED_AT);
        assertThat(updated.path("of another")).isEqualTo(metadata.path("of another"));
        assertThat(updated.size()).isEqualTo(metadata.size());
        assertThat(metadata.path("confluenceLabels").path(0).asText()).isEqualTo("old");
    }
}
