package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the knowledge base knows items by, letter by letter, so that a switch from the older connector ingests nothing
 * again (platform's API document). The simulated ids are the same in every run.
 */
class ContentIdentityIT {

    private static final String PREVIEW = "%2F1540001%2F1540002%2FPlan%20(v2)%20%26%20%C3%A4!.pdf";

    private static void fill(TenantFixture tenant) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        SimContent page = tenant.confluence.page(space, "Hello you & all", "<p>Hello</p>", TenantFixture.SINGLE);
        tenant.confluence.attach(page, "Plan (v2) & ä!.pdf", "application/pdf", SampleWiki.bytes("plan"));
    }

    @Test
    void shouldUseTheTenantsKeyFormat() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents())
                    .containsOnlyKeys("acme/98306_DOC/1540001", "acme/98306_DOC/1540001::att1540002");
        }
    }

    @Test
    void shouldUseTheFirstKeyFormatWhenToldTo() {
        try (TenantFixture tenant =
                     TenantFixture.of(Setup.DATA_CENTER).ingestion("useV1KeyFormat: enabled").start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents()).containsOnlyKeys("98306_DOC/1540001", "98306_DOC/1540001::1540002");
        }
    }

    @Test
    void shouldLeadToTheWebPagesOfCloud() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            String site = tenant.confluence.baseUrl();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::url).containsExactly(
                    site + "/wiki/spaces/DOC/pages/1540001/Hello+you+%26+all",
                    site + "/wiki/pages/viewpageattachments.action?pageId=1540001&preview=" + PREVIEW);
        }
    }

    @Test
    void shouldLeadToTheWebPagesOfDataCenter() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            String base = tenant.confluence.baseUrl();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::url).containsExactly(
                    base + "/pages/viewpage.action?pageId=1540001",
                    base + "/pages/viewpageattachments.action?pageId=1540001&preview=" + PREVIEW);
        }
    }

    /** P2, P9. */
    @Test
    void shouldMarkScopesOfCloud() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.scopes()).filteredOn(scope -> scope.externalId().isPresent())
                    .extracting(StoredScope::path, StoredScope::externalId).containsExactlyInAnyOrder(
                            tuple("/Company/Confluence of acme", "confc:cloud:8f0c1a52-3d64-4f0e-9b77-1f2e3d4c5b6a"),
                            tuple("/Company/Confluence of acme/DOC", "confc:acme:98306:DOC"));
        }
    }

    /** P2, P9. */
    @Test
    void shouldMarkScopesOfDataCenter() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.scopes()).filteredOn(scope -> scope.externalId().isPresent())
                    .extracting(StoredScope::path, StoredScope::externalId).containsExactlyInAnyOrder(
                            tuple("/Company/Confluence of acme", "confc:data-center:3f0e7d4c-1c2b-3a49-8d57-66f5e4d3c2b1"),
                            tuple("/Company/Confluence of acme/DOC", "confc:acme:98306:DOC"));
        }
    }

    private static Tuple tuple(String path, String mark) {
        return Tuple.tuple(path, Optional.of(mark));
    }

    @Test
    void shouldNameTheSourceByProductAndBaseUrl() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            fill(tenant);

            // when
            tenant.cycle();

            // then
            String base = tenant.confluence.baseUrl();
            assertThat(tenant.platform.contents().values()).allSatisfy(content -> assertThat(content)
                    .extracting(StoredContent::sourceKind, StoredContent::sourceName, StoredContent::baseUrl)
                    .containsExactly("ATLASSIAN_CONFLUENCE_ONPREM", base, base));
        }
    }
}
