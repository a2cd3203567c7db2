package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What the knowledge base knows items by, letter by letter, so that a switch from the older connector ingests nothing
 * again. The simulated ids are the same in every run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentIdentityIT {

    private static final String PREVIEW = "%2F1540001%2F1540002%2FPlan%20(v2)%20%26%20%C3%A4!.pdf";

    private TenantFixture cloud;
    private TenantFixture dataCenter;

    @BeforeAll
    void sync() {
        cloud = synced(TenantFixture.of(Setup.CLOUD));
        dataCenter = synced(TenantFixture.of(Setup.DATA_CENTER).ingestion("useV1KeyFormat: enabled"));
    }

    private static TenantFixture synced(TenantFixture.Builder builder) {
        TenantFixture tenant = builder.start();
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        SimContent page = tenant.confluence.page(space, "Hello you & all", "<p>Hello</p>", TenantFixture.SINGLE);
        tenant.confluence.attach(page, "Plan (v2) & ä!.pdf", "application/pdf", SampleWiki.bytes("plan"));
        tenant.cycle();
        tenant.runtime().close(); // the next one has the same name
        return tenant;
    }

    @AfterAll
    void stop() {
        cloud.close();
        dataCenter.close();
    }

    @Test
    void shouldUseTheTenantsKeyFormat() {
        // then
        assertThat(cloud.platform.contents())
                .containsOnlyKeys("acme/98306_DOC/1540001", "acme/98306_DOC/1540001::att1540002");
    }

    @Test
    void shouldUseTheFirstKeyFormatWhenToldTo() {
        // then
        assertThat(dataCenter.platform.contents()).containsOnlyKeys("98306_DOC/1540001", "98306_DOC/1540001::1540002");
    }

    @Test
    void shouldLeadToTheWebPagesOfCloud() {
        // then
        String site = cloud.confluence.baseUrl();
        assertThat(cloud.platform.contents().values()).extracting(StoredContent::url).containsExactly(
                site + "/wiki/spaces/DOC/pages/1540001/Hello+you+%26+all",
                site + "/wiki/pages/viewpageattachments.action?pageId=1540001&preview=" + PREVIEW);
    }

    @Test
    void shouldLeadToTheWebPagesOfDataCenter() {
        // then
        String base = dataCenter.confluence.baseUrl();
        assertThat(dataCenter.platform.contents().values()).extracting(StoredContent::url).containsExactly(
                base + "/pages/viewpage.action?pageId=1540001",
                base + "/pages/viewpageattachments.action?pageId=1540001&preview=" + PREVIEW);
    }

    /** P2, P9. */
    @Test
    void shouldMarkScopesOfCloud() {
        // then
        assertThat(marks(cloud)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "/Company/Confluence of acme", "confc:cloud:8f0c1a52-3d64-4f0e-9b77-1f2e3d4c5b6a",
                "/Company/Confluence of acme/DOC", "confc:acme:98306:DOC"));
    }

    /** P2, P9. */
    @Test
    void shouldMarkScopesOfDataCenter() {
        // then
        assertThat(marks(dataCenter)).containsExactlyInAnyOrderEntriesOf(Map.of(
                "/Company/Confluence of acme", "confc:data-center:3f0e7d4c-1c2b-3a49-8d57-66f5e4d3c2b1",
                "/Company/Confluence of acme/DOC", "confc:acme:98306:DOC"));
    }

    private static Map<String, String> marks(TenantFixture tenant) {
        return tenant.platform.scopes().stream().filter(scope -> scope.externalId().isPresent())
                .collect(Collectors.toMap(StoredScope::path, scope -> scope.externalId().orElseThrow()));
    }

    @Test
    void shouldNameTheSourceByProductAndBaseUrl() {
        // then
        assertThat(cloud.platform.contents().values()).extracting(StoredContent::sourceKind)
                .containsOnly("ATLASSIAN_CONFLUENCE_CLOUD");
        assertThat(dataCenter.platform.contents().values())
                .extracting(StoredContent::sourceKind, StoredContent::sourceName, StoredContent::baseUrl)
                .containsOnly(tuple("ATLASSIAN_CONFLUENCE_ONPREM", dataCenter.confluence.baseUrl(),
                        dataCenter.confluence.baseUrl()));
    }
}
