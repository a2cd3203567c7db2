package io.confluenceconnector.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.AccessType;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as operators and scripts know it: its report, its exit codes, and that it writes nothing (P17). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanCommandIT {

    private record Ended(int exitCode, String output) {
    }

    private Path folder;
    private ConfluenceSimulator confluence;
    private PlatformSimulator platform;

    @BeforeAll
    void startServices(@TempDir Path temporary) throws IOException {
        folder = temporary;
        confluence = ConfluenceSimulator.dataCenter("/wiki");
        platform = PlatformSimulator.start();
        SimContent page = confluence.page(confluence.space("OPS", "Operations handbook", "global"),
                "Emergency numbers ☎", "<p>Call the night desk</p>", "kb-page");
        confluence.attach(page, "night desk.pdf", "application/pdf", "pdf".getBytes(StandardCharsets.UTF_8));
        String readable = platform.createRootScope("Harbour");
        platform.grant(readable, "user-1", AccessType.READ);
        writeTenant("harbour", confluence.baseUrl(), readable);
        writeTenant("lighthouse", "http://127.0.0.1:9", platform.createRootScope("Lighthouse"));
    }

    private void writeTenant(String name, String baseUrl, String rootScope) throws IOException {
        Files.writeString(folder.resolve(name + "-tenant-config.yaml"), TenantFile.dataCenter(baseUrl, platform, rootScope));
    }

    @AfterAll
    void stopServices() {
        confluence.close();
        platform.close();
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        ConnectorProcess.Builder builder = ConnectorProcess.builder()
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("PAT", confluence.personalAccessToken()).environment("RETRY_ATTEMPTS", "0")
                .environment("LC_ALL", "C").environment(environment);
        try (ConnectorProcess process = builder.start(arguments)) {
            return new Ended(process.await(60), process.output());
        } finally {
            assertThat(platform.mutations()).isEmpty();
            assertThat(platform.contents()).isEmpty();
            confluence.assertOnlyReads();
        }
    }

    @Test
    void shouldPrintAPlainReportIntoAPipe() throws Exception {
        // when
        Ended plan = run(Map.of(), "plan", "--tenant", "harbour");

        // then
        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("harbour", "it would be claimed", "OPS  its scope would be created",
                "+ ingest 2: the platform does not hold it", "Altogether: 2 ingest.")
                .doesNotContain("\u001B", "\r", "Emergency", "night desk");
    }

    @Test
    void shouldWriteJsonThatTheSchemaDescribes() throws Exception {
        // when
        Ended plan = run(Map.of("LOG_LEVEL", "error", "LOGS_DIAGNOSTICS_DATA_POLICY", "disclose"),
                "plan", "--tenant", "harbour", "--json");

        // then
        assertThat(plan.exitCode()).as(plan.output()).isZero();
        JsonNode json = new ObjectMapper().readTree(plan.output());
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(getClass().getResourceAsStream("/schema/plan.schema.json")).validate(json)).isEmpty();
        assertThat(json.at("/tenants/0/spaces/0/changes/0/title").asText()).isEqualTo("Emergency numbers ☎");
    }

    /** One tenant's trouble is not the other's; the exit code tells of it. */
    @Test
    void shouldSayWhyATenantHasNoPlanAndPlanTheOthers() throws Exception {
        // when
        Ended plan = run(Map.of(), "plan");

        // then
        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.output()).contains("lighthouse  NO PLAN", "http://127.0.0.1:9 brought no answer", "+ ingest 2",
                "1 of 2 tenants have no plan").doesNotContain("\tat ");
    }

    @Test
    void shouldRefuseATenantThatNobodyConfigured() throws Exception {
        // when
        Ended plan = run(Map.of(), "plan", "--tenant", "harbor");

        // then
        assertThat(plan.exitCode()).isEqualTo(2);
        assertThat(plan.output()).contains("There is no tenant 'harbor'", "harbour, lighthouse").doesNotContain("\tat ");
    }
}
