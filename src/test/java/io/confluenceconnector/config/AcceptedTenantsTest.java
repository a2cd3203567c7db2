package io.confluenceconnector.config;

import static io.confluenceconnector.config.TenantYaml.CLOUD;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_PAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P18: which versions of the tenant files run after a change. */
class AcceptedTenantsTest {

    @TempDir
    private Path folder;
    private AcceptedTenants before;

    @BeforeEach
    void acceptTwoTenants() {
        TenantYaml.example(CLOUD).writeTo(folder);
        TenantYaml.example(DATA_CENTER_PAT).writeTo(folder);
        before = review(AcceptedTenants.NONE).accepted();
    }

    private AcceptedTenants.Review review(AcceptedTenants accepted) {
        return accepted.review(TenantYaml.scan(folder));
    }

    private static String scopeOf(AcceptedTenants accepted, String tenant) {
        return accepted.files().get(new TenantName(tenant)).tenant().orElseThrow().ingestion().scopeId();
    }

    @Test
    void shouldKeepTheSameObjectsOfUnchangedFiles() {
        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted()).isEqualTo(before);
        assertThat(review.rejected()).isEmpty();
    }

    @Test
    void shouldTakeChangedFileAndLeaveTheOthersUntouched() {
        // given
        TenantYaml.example(CLOUD).with(scopeOf(before, CLOUD), "scope_new").writeTo(folder);

        // when
        AcceptedTenants accepted = review(before).accepted();

        // then
        assertThat(scopeOf(accepted, CLOUD)).isEqualTo("scope_new");
        assertThat(accepted.files().get(new TenantName(DATA_CENTER_PAT)))
                .isSameAs(before.files().get(new TenantName(DATA_CENTER_PAT)));
    }

    @Test
    void shouldKeepLastValidVersionOfBrokenFile() throws IOException {
        // given
        Files.writeString(folder.resolve(CLOUD + "-tenant-config.yaml"), "confluence: [");

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted()).isEqualTo(before);
        assertThat(review.rejected()).extracting(TenantFile::name).containsExactly(Optional.of(new TenantName(CLOUD)));
    }

    @Test
    void shouldForgetTenantWhoseFileHasGone() throws IOException {
        // given
        Files.delete(folder.resolve(CLOUD + "-tenant-config.yaml"));

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted().files()).containsOnlyKeys(new TenantName(DATA_CENTER_PAT));
        assertThat(review.rejected()).isEmpty();
    }

    @Test
    void shouldRejectNewFileThatIsBroken() throws IOException {
        // given
        Files.writeString(folder.resolve("late-tenant-config.yaml"), "confluence: {}");

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted()).isEqualTo(before);
        assertThat(review.rejected()).hasSize(1);
    }

    @Test
    void shouldRejectNewFileThatTakesTheScopeOfAnother() {
        // given
        TenantYaml.example(CLOUD).with("cloudId: 5f0c7d1e-8a43-4f1b-9a57-2d6b1c9e4a10", "cloudId: another")
                .named("late").writeTo(folder);

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted()).isEqualTo(before);
        assertThat(review.rejected()).extracting(TenantFile::path).extracting(Path::getFileName).map(Path::toString)
                .contains("late-tenant-config.yaml");
    }

    @Test
    @DisplayName("a change that meets the last valid version of a broken file is taken back, and says so")
    void shouldTakeBackChangeThatConflictsWithWhatStillRuns() throws IOException {
        // given
        String taken = scopeOf(before, CLOUD);
        Files.writeString(folder.resolve(CLOUD + "-tenant-config.yaml"), "confluence: [");
        TenantYaml.example(DATA_CENTER_PAT).with(scopeOf(before, DATA_CENTER_PAT), taken).writeTo(folder);

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(review.accepted()).isEqualTo(before);
        assertThat(review.rejected()).hasSize(2).last().extracting(TenantFile::problems).asString()
                .contains("The root scope is also that of", CLOUD + "-tenant-config.yaml");
    }

    @Test
    @DisplayName("two tenants may exchange their root scopes")
    void shouldTakeExchange() {
        // given
        String cloud = scopeOf(before, CLOUD);
        String dataCenter = scopeOf(before, DATA_CENTER_PAT);
        TenantYaml.example(CLOUD).with(cloud, dataCenter).writeTo(folder);
        TenantYaml.example(DATA_CENTER_PAT).with(dataCenter, cloud).writeTo(folder);

        // when
        AcceptedTenants.Review review = review(before);

        // then
        assertThat(List.of(scopeOf(review.accepted(), CLOUD), scopeOf(review.accepted(), DATA_CENTER_PAT)))
                .containsExactly(dataCenter, cloud);
        assertThat(review.rejected()).isEmpty();
    }

    @Test
    void shouldHoldValidFilesOnly() {
        // given
        TenantFile broken = new TenantFile(folder, Optional.of(new TenantName("x")), "", Optional.empty(),
                List.of(new ConfigurationProblem("x", java.util.OptionalInt.empty(), Optional.empty(), "is wrong", "Right it")));

        // then
        assertThatIllegalArgumentException().isThrownBy(() ->
                new AcceptedTenants(new TreeMap<>(Map.of(new TenantName("x"), broken))));
    }
}
