package io.confluenceconnector.app;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/** P17: {@code validate} tells what the start of the process would tell, and nothing else. */
class ValidateCommandTest {
    private final StringWriter output = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTenant() throws IOException {
        environment.put("PAT", "pat-value");
        Files.writeString(folder.resolve("acme-tenant-config.yaml"), tenant("scope-1", "https://wiki.example.org"));
    }

    @Test
    @DisplayName("P17: variables are checked together with the files")
    void shouldTellProblemsOfEnvironmentAndFiles() throws IOException {
        // given
        Files.writeString(folder.resolve("beta-tenant-config.yaml"), "status: actve");
        environment.putAll(Map.of("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml", "PORT", "abc", "RETRY_ATTEMPTS", "x",
                "ROUTES_DIRECTORY", "/nowhere/routes"));

        // when
        int exitCode = validate();

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(output.toString()).contains("PORT: is 'abc'", "RETRY_ATTEMPTS: is 'x'. Write a whole number from 0 to 10",
                "ROUTES_DIRECTORY: is '/nowhere/routes', which is not a folder", "Did you mean 'active'?", "Valid: acme (active)");
    }

    @Test
    void shouldCheckAllFilesOfAFolder() throws IOException {
        // given
        Files.writeString(folder.resolve("beta-tenant-config.yaml"), tenant("scope-1", "https://docs.example.org"));

        // when
        int exitCode = validate(folder.toString());

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(output.toString()).contains("The root scope is also that of").doesNotContain("TENANT_CONFIG_PATH_PATTERN");
    }

    @Test
    @DisplayName("files that are named one by one, as a shell does it, are one set")
    void shouldCheckNamedFilesTogether() throws IOException {
        // given
        Path second = Files.writeString(folder.resolve("beta-tenant-config.yaml"),
                "status: inactive\n" + tenant("scope-2", "https://wiki.example.org"));

        // when
        int exitCode = validate(folder.resolve("acme-tenant-config.yaml").toString(), second.toString());

        // then
        assertThat(exitCode).as(output.toString()).isZero();
        assertThat(output).hasToString("Valid: acme (active)" + System.lineSeparator() + "Valid: beta (inactive)" + System.lineSeparator());
    }

    @Test
    void shouldNameTheArgumentThatFindsNothing() {
        // when
        int exitCode = validate("no-tenant-config.yaml");

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(output.toString()).contains("no-tenant-config.yaml:\n  - No tenant file is found")
                .doesNotContain("TENANT_CONFIG_PATH_PATTERN");
    }

    private int validate(String... arguments) {
        return new CommandLine(new ValidateCommand(environment, new Properties())).setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output)).execute(arguments);
    }

    private static String tenant(String scope, String baseUrl) {
        return """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: pat, token: os.environ/PAT}
                  apiRateLimitPerMinute: 100
                  ingestSingleLabel: kb-page
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: http://ingestion.unique
                  scopeManagementServiceBaseUrl: http://scopes.unique
                ingestion:
                  scopeId: %s
                """.formatted(baseUrl, scope);
    }
}
