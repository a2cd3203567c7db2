package io.confluenceconnector.demo;

import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A demo that cannot fail would prove nothing: each kind of difference is told. */
class VerificationTest {

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final DemoTenant tenant = new FjordDataCenter(platform);

    @AfterEach
    void stop() {
        tenant.confluence().close();
        platform.close();
    }

    private void store(String key, String title) {
        platform.storePage(key, tenant.rootScopeId(), title, "https://wiki.fjord.example/x", Map.of(), "2026-01-05T08:00:00Z",
                "<p>another text</p>");
    }

    private String keyOfFirstItem() {
        SelectedItem item = tenant.selection().get(0);
        return tenant.name() + "/" + item.spaceId() + "_" + item.spaceKey() + "/" + item.itemId();
    }

    @Test
    void shouldTellEachMissingItem() {
        // when
        Verification verification = Verification.of(tenant, platform);

        // then
        assertThat(verification.differences()).hasSize(13).allMatch(line -> line.endsWith(": is selected, but missing"));
        assertThat(verification.identical()).isZero();
    }

    @Test
    void shouldTellItemThatNobodySelected() {
        // given
        store("fjord-dc/98306_FLEET/42", "Stray");

        // when
        Verification verification = Verification.of(tenant, platform);

        // then
        assertThat(verification.differences()).contains("fjord-dc/98306_FLEET/42: is stored, but not selected");
    }

    @Test
    void shouldTellInWhatAStoredItemDiffers() {
        // given
        String key = keyOfFirstItem();
        store(key, "Another title");

        // when
        Verification verification = Verification.of(tenant, platform);

        // then
        assertThat(verification.differences()).filteredOn(line -> line.startsWith(key + ": "))
                .extracting(line -> line.substring(key.length() + 2, line.indexOf(" is ")))
                .containsExactly("title", "URL", "declared size", "uploaded size", "SHA-256", "metadata", "scope",
                        "scope mark", "source kind", "source name", "base URL");
    }

    @Test
    void shouldTellScopeWithoutSelectedPages() {
        // given
        platform.createScope(tenant.rootScopeId(), "PEOPLE", Optional.empty());

        // when
        Verification verification = Verification.of(tenant, platform);

        // then
        assertThat(verification.differences()).anyMatch(line -> line.endsWith("a scope of a space without selected pages"));
    }
}
