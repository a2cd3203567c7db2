package io.confluenceconnector.chart;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.secret.SecretResolver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the chart renders as tenant files, the process loads, with the meaning that the values have. */
class ChartTenantsTest {

    private static final Pattern MOUNTED = Pattern.compile("os\\.file//app/secrets/(\\S+)");

    @TempDir
    private Path folder;

    static Stream<String> features() {
        return Chart.features().filter(feature -> !feature.equals("own-tenants"));
    }

    @ParameterizedTest
    @MethodSource("features")
    void shouldRenderTenantFilesThatTheLoaderAccepts(String feature) throws IOException {
        // given
        Map<String, String> files = Chart.render(Chart.values(feature)).tenantFiles();

        // when
        List<TenantConfig> tenants = load(files);

        // then
        assertThat(tenants).hasSameSizeAs(files.keySet()).isNotEmpty();
    }

    @Test
    @DisplayName("Every field of the values means in the tenant file what it meant for the older connector")
    void shouldLoadWhatAHandWrittenFileSays() throws IOException {
        // given
        Map<String, String> rendered = Chart.render(Chart.values("several-tenants")).tenantFiles();
        Map<String, String> written = new TreeMap<>(rendered);
        written.put("northwind-tenant-config.yaml",
                Files.readString(Path.of("src/test/resources/chart/northwind-tenant-config.yaml")));

        // when
        List<TenantConfig> ofChart = load(rendered);

        // then
        assertThat(ofChart).hasSize(2).hasToString(load(written).toString());
    }

    @Test
    @DisplayName("S7: two tenants have each their own secrets, mounted where only their files point")
    void shouldGiveEachTenantItsOwnSecrets() {
        // when
        Objects objects = Chart.render(Chart.values("several-tenants"));

        // then
        assertThat(objects.pod().getVolumes()).filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName()).containsExactly("acme-secrets", "northwind-secrets");
        assertThat(references(objects.tenantFiles().get("acme-tenant-config.yaml")))
                .containsExactlyInAnyOrder("acme/confluence-client-secret", "acme/zitadel-client-secret");
        assertThat(references(objects.tenantFiles().get("northwind-tenant-config.yaml")))
                .containsExactlyInAnyOrder("northwind/confluence", "northwind/zitadel", "northwind/project");
    }

    @ParameterizedTest
    @MethodSource("features")
    @DisplayName("S7, S21: no object holds a secret; every secret field is a reference")
    void shouldRenderNoSecret(String feature) {
        // when
        Objects objects = Chart.render(Chart.values(feature));

        // then
        assertThat(objects.kinds()).doesNotContain("Secret");
        assertThat(objects.tenantFiles().values()).allSatisfy(file -> assertThat(file.lines()
                .filter(line -> line.matches("\\s*(clientSecret|token|username|password|zitadelClientSecret): .*")))
                .isNotEmpty().allMatch(line -> line.matches(".*: os\\.(environ|file)/\\S+")));
    }

    private static Stream<String> references(String file) {
        return MOUNTED.matcher(file).results().map(found -> found.group(1));
    }

    /** With files in place of the mounted ones. */
    private List<TenantConfig> load(Map<String, String> files) throws IOException {
        Path tenants = Files.createTempDirectory(folder, "tenants");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Matcher mounted = MOUNTED.matcher(file.getValue());
            while (mounted.find()) {
                Path secret = folder.resolve(mounted.group(1));
                Files.createDirectories(secret.getParent());
                Files.writeString(secret, "value\n");
            }
            Files.writeString(tenants.resolve(file.getKey()), file.getValue().replace("/app/secrets", folder.toString()));
        }
        return new TenantConfigLoader(new SecretResolver(name -> "value", (reference, reason) -> { }))
                .load(tenants + "/*-tenant-config.yaml");
    }
}
