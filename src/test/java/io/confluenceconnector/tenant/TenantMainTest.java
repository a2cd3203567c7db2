package io.confluenceconnector.tenant;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** S9, S13, S24: nothing around the process configures a tenant's Camel, but for the tunables of the routes. */
class TenantMainTest {

    private final Set<String> properties = new HashSet<>();
    private final List<TenantMain> mains = new ArrayList<>();

    @AfterEach
    void restore() {
        mains.forEach(TenantMain::stop);
        properties.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({"camel.main.cloud-properties-location, ''", "camel.main.override-properties-location, file:",
        "camel.main.initial-properties-location, file:", "camel.main.property-placeholder-location, file:"})
    @DisplayName("S9, S13, S24: files that a property of Camel names are not read")
    void shouldReadNoFileButItsOwn(String property, String kind, @TempDir Path folder) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("more.properties"), "camel.main.tracing=true\ncamel.ssl.trust-all-certificates=true\n"
                + "camel.main.routes-include-pattern=file:/more.camel.yaml\nretry.attempts=7\n");
        set(property, kind + (kind.isEmpty() ? folder : file));

        // when
        CamelContext context = context(Map.of());

        // then
        assertThat(context.isTracing()).isFalse();
        assertThat(context.getSSLContextParameters()).isNull();
        assertThat(mains.get(0).configure().getRoutesIncludePattern()).doesNotContain("more");
        assertThat(context.resolvePropertyPlaceholders("{{retry.attempts}}")).isEqualTo("4");
    }

    @Test
    @DisplayName("P16: no property or variable that happens to be there makes an active tenant a deleted one")
    void shouldKeepWhatTheTenantSays() throws Exception {
        // given
        set("tenant.status", "deleted");
        String variable = System.getenv().keySet().stream().filter(name -> name.matches("[A-Z]+")).findAny().orElseThrow();
        String placeholder = variable.toLowerCase(Locale.ROOT);

        // when
        CamelContext context = context(Map.of("tenant.status", "active", placeholder, "ours"));

        // then
        assertThat(context.resolvePropertyPlaceholders("{{tenant.status}} {{" + placeholder + "}}")).isEqualTo("active ours");
    }

    @Test
    @DisplayName("S12, S16: streams are neither cached nor spooled to a disk, and nothing is traced or remembered of messages")
    void shouldKeepNothingOfMessages() throws Exception {
        // when
        CamelContext context = context(Map.of());

        // then
        assertThat(List.of(context.isStreamCaching(), context.getStreamCachingStrategy().isSpoolEnabled(), context.isTracing(),
                context.isBacklogTracing(), context.isDebugging(), context.isMessageHistory())).containsOnly(false);
    }

    @Test
    void shouldTakeTunablesOfRoutes() throws Exception {
        // given
        set("retry.attempts", "7");

        // when
        CamelContext context = context(Map.of());

        // then
        assertThat(context.resolvePropertyPlaceholders("{{retry.attempts}}")).isEqualTo("7");
    }

    private CamelContext context(Map<String, String> settings) throws Exception {
        TenantMain main = new TenantMain(settings);
        mains.add(main);
        main.init();
        return main.getCamelContext();
    }

    private void set(String property, String value) {
        System.setProperty(property, value);
        properties.add(property);
    }
}
