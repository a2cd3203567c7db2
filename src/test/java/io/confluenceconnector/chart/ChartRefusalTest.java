package io.confluenceconnector.chart;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Values that cannot work are refused before anything is deployed, with a sentence that says what to do. */
class ChartRefusalTest {

    private static final Path TEMPLATES = Path.of("helm/confluence-connector/templates");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image: {repository: ""}                                            | image.repository is empty
            replicas: 2                                                        | every pod would run every tenant
            terminationGracePeriodSeconds: 25                                  | the pod would be killed before it has finished
            settings: {shutdownTimeoutSeconds: 60}                             | the pod would be killed before it has finished
            connectorConfig: {existingConfigMap: mine}                         | both tenants and existingConfigMap
            connectorConfig: {tenants: []}                                     | has no tenants
            routes: {existingConfigMap: a, existingExtensionsConfigMap: b}     | beside your other route files
            proxy: {host: proxy.example.com}                                   | the proxy would not be used
            proxy: {authMode: no_auth}                                         | proxy.host or proxy.port is missing
            proxy: {authMode: username_password, host: proxy, port: 80}        | name the Secret with the credentials
            proxy: {authMode: ssl_tls, host: p, port: 80, existingSecret: s}   | which knows no client certificates
            proxy: {authMode: no_auth, host: p, port: 80, headersKey: h}       | name the Secret with that key
            monitoring: {podMonitor: {enabled: true}, serviceMonitor: {enabled: true}} | counted twice
            extraEnv: [{name: MY_PASSWORD, value: hunter2}]                    | looks like a secret with a literal value
            extraEnv: [{name: CLUSTER_MODE, value: kubernetes}]                | is set by the chart
            """)
    void shouldRefuseCombination(String values, String sentence) {
        // given
        Map<String, Object> wrong = Chart.values("cloud-external", values);

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong)).hasMessageContaining(sentence).hasMessageNotContaining("hunter2");
    }

    /** Given twice, a variable of the chart's would silently win or lose. */
    @Test
    void shouldRefuseEveryVariableThatItsOwnValuesSet() throws IOException {
        // given
        String templates = Files.readString(TEMPLATES.resolve("_pod.tpl")) + Files.readString(TEMPLATES.resolve("_helpers.tpl"));
        List<String> names = Pattern.compile("- name: ([A-Z][A-Z_]+)\\s").matcher(templates).results().map(name -> name.group(1)).toList();

        // when
        List<String> accepted = names.stream().filter(ChartRefusalTest::isAccepted).toList();

        // then
        assertThat(names).hasSizeGreaterThan(15);
        assertThat(accepted).isEmpty();
    }

    private static boolean isAccepted(String variable) {
        try {
            Chart.render(Chart.values("cloud-external", "extraEnv: [{name: " + variable + ", valueFrom: {secretKeyRef: {name: a, key: b}}}]"));
            return true;
        } catch (RuntimeException refused) {
            return !refused.getMessage().contains("is set by the chart");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secret: {name: acme-secrets}    | secret: {name: acme-secrets}\\n      externalSecret: {data: [{secretKey: a, remoteRef: {key: b}}]} | both secret and externalSecret
            secret: {name: acme-secrets}    | externalSecret: {data: [{secretKey: a, remoteRef: {key: b}}]} | name the store
            secret: {name: acme-secrets}    | status: active                         | Tenant acme: confluence.auth.clientSecret has no source
            """)
    void shouldRefuseTenant(String found, String replacement, String sentence) {
        // given
        Map<String, Object> wrong = Chart.yaml(cloudExternal().replace(found, replacement.replace("\\n", "\n")));

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"ai-tree", "AI-Tree", "' ai-tree '"})
    void shouldRefuseTwoEqualLabels(String label) {
        // given
        Map<String, Object> wrong = Chart.yaml(cloudExternal().replace("ingestSingleLabel: ai-page", "ingestSingleLabel: \"" + label + "\""));

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong))
                .hasMessageContaining("Tenant acme: confluence.ingestSingleLabel and ingestAllLabel are equal");
    }

    @Test
    void shouldRefuseTwoTenantsOfOneName() {
        // given
        Map<String, Object> twice = Chart.yaml(Chart.read(Chart.FOLDER.resolve("ci/several-tenants-values.yaml"))
                .replace("- name: northwind", "- name: acme"));

        // when / then
        assertThatThrownBy(() -> Chart.render(twice)).hasMessageContaining("There are two tenants called acme");
    }

    @ParameterizedTest
    @DisplayName("The schema knows every value, and no other: a typo is an error")
    @CsvSource(delimiter = '|', textBlock = """
            replica: 1
            image: {repo: x}
            settings: {loglevel: info}
            settings: {logLevel: verbose}
            networkPolicy: {enabeld: false}
            networkPolicy: {https: {cidrs: [everywhere]}}
            proxy: {authMode: basic}
            monitoring: {podMonitor: {enable: true}}
            cluster: {enabled: yes please}
            podSecurityContext: {runAsUser: 0}
            podSecurityContext: {runAsNonRoot: false}
            jvmOptions: [Xmx300m]
            extraEnv: [{name: A, vale: b}]
            """)
    void shouldRefuseTypo(String values) {
        // given
        Map<String, Object> wrong = Chart.values("cloud-external", values);

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong)).hasMessageContaining("values don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cloudId:                       | cloudID:
            instanceType: cloud            | instanceType: server
            mode: oauth_2lo                | mode: pat
            apiRateLimitPerMinute: 300     | apiRateLimitPerMinute: 0
            authMode: external             | authMode: cluster_local
            authMode: external             | serviceAuthMode: external
            zitadel:                       | zitadell:
            ingestion: {scopeId            | ingestion: {scopeID
            https://gateway.example.com/i  | http://gateway.example.com/i
            name: acme\\n                  | name: Acme\\n
            """)
    void shouldRefuseTypoInTenant(String found, String replacement) {
        // given
        Map<String, Object> wrong = Chart.yaml(cloudExternal().replace(found.replace("\\n", "\n"), replacement.replace("\\n", "\n")));

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong)).hasMessageContaining("values don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @DisplayName("Helm reads 225544887766113355 as 225544887766113340 and 0123 as 83: an id that is no text is refused, with its field")
    @CsvSource(delimiter = '|', textBlock = """
            scopeId: scope_acme                             | scopeId: 225544887766113355                 | ingestion/scopeId
            cloudId: 11111111-2222-3333-4444-555555555555   | cloudId: 123                                | confluence/cloudId
            clientId: client-of-acme                        | clientId: 225544887766113355                | confluence/auth/clientId
            projectId: "225544887766113355"                 | projectId: 225544887766113355               | unique/zitadel/projectId
            clientId: confluence-connector                  | clientId: 225544887766113355                | unique/zitadel/clientId
            ingestSingleLabel: ai-page                      | ingestSingleLabel: 2025                     | confluence/ingestSingleLabel
            ingestAllLabel: ai-tree                         | ingestAllLabel: true                        | confluence/ingestAllLabel
            """)
    void shouldRefuseTextWithoutQuotesThatIsNoText(String found, String replacement, String field) {
        // given
        Map<String, Object> wrong = Chart.yaml(cloudExternal().replace(found, replacement));

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong)).hasMessageContaining("at '/connectorConfig/tenants/0/" + field + "': got")
                .hasMessageContaining("want string");
    }

    @Test
    @DisplayName("S7: a literal in a secret field is refused, and not repeated")
    void shouldRefuseLiteralSecret() {
        // given
        Map<String, Object> wrong = Chart.yaml(cloudExternal()
                .replace("clientId: client-of-acme", "clientId: client-of-acme, clientSecret: hunter2"));

        // when / then
        assertThatThrownBy(() -> Chart.render(wrong))
                .hasMessageContaining("Tenant acme: confluence.auth.clientSecret is a literal. Write a reference")
                .hasMessageNotContaining("hunter2");
    }

    private static String cloudExternal() {
        return Chart.read(Chart.FOLDER.resolve("ci/cloud-external-values.yaml"));
    }
}
