package io.confluenceconnector.app;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Wrong configuration ends the process with exit code 2 and one message that says what to do; every kind of it once (S14). */
class WrongConfigurationIT {
    private static final String TENANT = """
            confluence:
              instanceType: data-center
              baseUrl: https://wiki.example.org
              auth: {mode: pat, token: %s}
              apiRateLimitPerMinute: 100
              ingestSingleLabel: kb-page
              ingestAllLabel: kb-tree
            unique:
              serviceAuthMode: cluster_local
              serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
              ingestionServiceBaseUrl: http://ingestion.unique
              scopeManagementServiceBaseUrl: http://scopes.unique
            ingestion:
              %s
            """;
    private static final String VALID = TENANT.formatted("os.environ/PAT", "scopeId: scope-1");

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("no tenant file", "", Map.of(), "No tenant file is found"),
                arguments("a literal secret", TENANT.formatted("tok-123456", "scopeId: s"), Map.of(), "os.environ/"),
                arguments("an unknown field", TENANT.formatted("os.environ/PAT", "scopeld: s"), Map.of(), "scopeId"),
                arguments("a secret that is not set", VALID, Map.of("PAT", ""), "PAT"),
                arguments("an unknown log level", VALID, Map.of("LOG_LEVEL", "loud"), "LOG_LEVEL"),
                arguments("certificate checks switched off", VALID, Map.of("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
                        "NODE_TLS_REJECT_UNAUTHORIZED"),
                arguments("a CA bundle without a certificate (S14)", VALID, Map.of("EXTRA_CA_CERTS", Path.of("pom.xml").toAbsolutePath().toString()),
                        "EXTRA_CA_CERTS: The certificate bundle"),
                arguments("one cycle beside the pods of a cluster (P20)", VALID, Map.of("CLUSTER_MODE", "kubernetes", "POD_NAME", "pod",
                        "POD_NAMESPACE", "ns", "CLUSTER_API_URL", "https://127.0.0.1:6443"), "the other pods"),
                arguments("a route file that is not valid (S24)", VALID, Map.of("ROUTES_DIRECTORY", "FOLDER/routes"), "Route files refused"),
                arguments("a missing routes folder", VALID, Map.of("ROUTES_DIRECTORY", "/nowhere/routes"), "/nowhere/routes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void shouldEndWithOneClearMessage(String mistake, String tenant, Map<String, String> environment, String told,
                                      @TempDir Path folder) throws IOException, InterruptedException {
        // given
        if (!tenant.isEmpty()) {
            Files.writeString(folder.resolve("acme-tenant-config.yaml"), tenant);
        }
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve("wrong.camel.yaml"), "- route: {id: wrong}\n");
        Map<String, String> variables = new HashMap<>(environment);
        variables.replaceAll((name, value) -> value.replace("FOLDER", folder.toString()));
        ConnectorProcess.Builder builder = ConnectorProcess.builder()
                .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                .environment("PAT", "pat-secret-value").environment(variables);

        // when
        try (ConnectorProcess process = builder.start("sync")) {
            int exitCode = process.await(60);

            // then
            assertThat(exitCode).as(process.output()).isEqualTo(2);
            assertThat(process.output()).contains(told).doesNotContain("\tat ", "tok-123456", "pat-secret-value", "process.stop");
        }
    }
}
