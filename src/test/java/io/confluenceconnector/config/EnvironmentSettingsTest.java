package io.confluenceconnector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.logging.LogFormat;
import io.confluenceconnector.secret.SecretResolver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the variables of the process mean, and what is said when they are wrong. */
class EnvironmentSettingsTest {

    private final Map<String, String> environment =
            new HashMap<>(Map.of("TENANT_CONFIG_PATH_PATTERN", "/etc/tenants/*-tenant-config.yaml"));
    private final Properties systemProperties = new Properties();

    @TempDir
    private Path folder;

    @Test
    void shouldApplyDefaults() {
        // when
        EnvironmentSettings settings = read();

        // then
        assertThat(settings).isEqualTo(new EnvironmentSettings("/etc/tenants/*-tenant-config.yaml", 51349, "0.0.0.0", 51350,
                Path.of("routes"), LogLevel.INFO, LogFormat.JSON, DiagnosticsPolicy.CONCEAL, List.of(),
                new HealthSettings(5, 0.5, Duration.ofMillis(3000)), new ProxySettings.Direct(), Duration.ofSeconds(25),
                Optional.empty(), Set.of(), Duration.ofSeconds(5)));
    }

    @Test
    void shouldReadEveryVariable() throws IOException {
        // given
        Path bundle = Files.writeString(folder.resolve("extra.pem"), "certificate");
        Path nodeBundle = Files.writeString(folder.resolve("node.pem"), "certificate");
        environment.putAll(Map.of("PORT", "0", "OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.1",
                "OTEL_EXPORTER_PROMETHEUS_PORT", "9464", "ROUTES_DIRECTORY", folder.toString(), "LOG_LEVEL", "debug",
                "LOG_FORMAT", "text", "LOGS_DIAGNOSTICS_DATA_POLICY", "disclose", "EXTRA_CA_CERTS", bundle.toString(),
                "NODE_EXTRA_CA_CERTS", nodeBundle.toString()));
        environment.putAll(Map.of("HEALTH_SYNC_HISTORY_SIZE", "10", "HEALTH_SYNC_TENANT_FAILURE_THRESHOLD", "0.25",
                "HEALTH_CONNECTIVITY_TIMEOUT_MS", "500", "SHUTDOWN_TIMEOUT_SECONDS", "50", "CLUSTER_MODE", "kubernetes",
                "ROUTES_EXTRA_SCHEMES", "file, aws2-s3", "RELOAD_INTERVAL_SECONDS", "30"));
        environment.putAll(Map.of("CLUSTER_NAME", "wiki", "POD_NAME", "wiki-7d9f", "POD_NAMESPACE", "knowledge",
                "CLUSTER_API_URL", "https://127.0.0.1:6443", "CLUSTER_CREDENTIALS_DIRECTORY", folder.toString(),
                "CLUSTER_LEASE_SECONDS", "60"));

        // when
        EnvironmentSettings settings = read();

        // then
        assertThat(settings).isEqualTo(new EnvironmentSettings("/etc/tenants/*-tenant-config.yaml", 0, "127.0.0.1", 9464,
                folder, LogLevel.DEBUG, LogFormat.TEXT, DiagnosticsPolicy.DISCLOSE,
                List.of(bundle, nodeBundle), new HealthSettings(10, 0.25, Duration.ofMillis(500)),
                new ProxySettings.Direct(), Duration.ofSeconds(50), Optional.of(new ClusterSettings("wiki", "wiki-7d9f", "knowledge",
                        URI.create("https://127.0.0.1:6443"), folder, Duration.ofSeconds(60))),
                Set.of("file", "aws2-s3"), Duration.ofSeconds(30)));
    }

    @Test
    @DisplayName("S8: the proxy's password and headers are secrets")
    void shouldReadProxyWithPassword() {
        // given
        environment.putAll(Map.of("PROXY_AUTH_MODE", "username_password", "PROXY_HOST", "proxy.example", "PROXY_PORT", "3128",
                "PROXY_USERNAME", "connector", "PROXY_PASSWORD", "hunter2", "PROXY_HEADERS", "{\"x-team\": \"hunter2\"}"));

        // when
        ProxySettings.Proxy proxy = (ProxySettings.Proxy) read().proxy();

        // then
        assertThat(proxy.protocol()).isEqualTo(ProxySettings.Protocol.HTTP);
        assertThat(proxy.host()).isEqualTo("proxy.example");
        assertThat(proxy.port()).isEqualTo(3128);
        ProxySettings.UsernamePassword credentials = (ProxySettings.UsernamePassword) proxy.credentials();
        assertThat(credentials.username()).isEqualTo("connector");
        assertThat(credentials.password().reveal()).isEqualTo("hunter2");
        assertThat(proxy.connectHeaders().get("x-team").reveal()).isEqualTo("hunter2");
        assertThat(proxy.toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldReadProxyWithClientCertificate() throws IOException {
        // given
        Path pem = Files.writeString(folder.resolve("client.pem"), "certificate");
        environment.putAll(Map.of("PROXY_AUTH_MODE", "ssl_tls", "PROXY_HOST", "proxy.example", "PROXY_PORT", "3129",
                "PROXY_SSL_CERT_PATH", pem.toString(), "PROXY_SSL_KEY_PATH", pem.toString(),
                "PROXY_SSL_CA_BUNDLE_PATH", pem.toString()));

        // when
        ProxySettings.Proxy proxy = (ProxySettings.Proxy) read().proxy();

        // then
        assertThat(proxy.protocol()).isEqualTo(ProxySettings.Protocol.HTTPS);
        assertThat(proxy.caBundle()).hasValue(pem);
        assertThat(proxy.credentials()).isEqualTo(new ProxySettings.ClientCertificate(pem, pem));
    }

    @Test
    void shouldReadProxyWithoutCredentials() {
        // given
        environment.putAll(Map.of("PROXY_AUTH_MODE", "no_auth", "PROXY_HOST", "[2001:db8::7]", "PROXY_PORT", "8080",
                "PROXY_PROTOCOL", "https"));

        // when
        ProxySettings.Proxy proxy = (ProxySettings.Proxy) read().proxy();

        // then
        assertThat(proxy.protocol()).isEqualTo(ProxySettings.Protocol.HTTPS);
        assertThat(proxy.credentials()).isEqualTo(new ProxySettings.Anonymous());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "TENANT_CONFIG_PATH_PATTERN           | '  '          | is empty",
            "PORT                                 | 65536         | from 0 to 65535",
            "PORT                                 | http          | Write a whole number",
            "OTEL_EXPORTER_PROMETHEUS_PORT        | -1            | Write a whole number",
            "OTEL_EXPORTER_PROMETHEUS_HOST        | ''            | is empty",
            "LOG_LEVEL                            | warning       | which is not one of error, warn, info, debug",
            "LOG_LEVEL                            | INFO          | Did you mean 'info'?",
            "LOG_FORMAT                           | logfmt        | which is not one of json, text",
            "LOGS_DIAGNOSTICS_DATA_POLICY         | conceale      | Did you mean 'conceal'?",
            "LOGS_DIAGNOSTICS_DATA_POLICY         | ''            | is empty",
            "EXTRA_CA_CERTS                       | /no/such.pem  | is '/no/such.pem', which is not a readable file",
            "NODE_EXTRA_CA_CERTS                  | /dev/null     | is '/dev/null', which is not a readable file",
            "HEALTH_SYNC_HISTORY_SIZE             | 0             | from 1 to 1000",
            "HEALTH_SYNC_TENANT_FAILURE_THRESHOLD | 50            | Write a number from 0 to 1",
            "HEALTH_CONNECTIVITY_TIMEOUT_MS       | 3s            | Write a whole number",
            "PROXY_AUTH_MODE                      | basic         | not one of none, no_auth, username_password, ssl_tls",
            "SHUTDOWN_TIMEOUT_SECONDS             | 0             | from 1 to 3600",
            "CLUSTER_MODE                         | k8s           | which is not one of none, kubernetes",
            "ROUTES_EXTRA_SCHEMES                 | 'file,,ftp'   | holds ''",
            "NODE_TLS_REJECT_UNAUTHORIZED         | 0             | switches off checks of TLS certificates",
    })
    void shouldTellWrongVariable(String name, String value, String message) {
        // given
        environment.put(name, value);

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fieldPath()).hasValue(name);
            assertThat(problem.toString()).contains(message);
        });
    }

    @Test
    @DisplayName("P20: what Kubernetes tells every pod need not be set")
    void shouldTakeFromKubernetesWhatItTells() throws IOException {
        // given
        Files.writeString(folder.resolve("namespace"), "knowledge");
        environment.putAll(Map.of("CLUSTER_MODE", "kubernetes", "HOSTNAME", "connector-7d9f",
                "CLUSTER_CREDENTIALS_DIRECTORY", folder.toString(),
                "KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"));

        // when
        EnvironmentSettings settings = read();

        // then
        assertThat(settings.cluster()).contains(new ClusterSettings("confluence-connector", "connector-7d9f", "knowledge",
                URI.create("https://[fd00::1]:6443"), folder, Duration.ofSeconds(30)));
    }

    @Test
    @DisplayName("P20, S5: outside of Kubernetes all of it is needed, and the token goes out encrypted")
    void shouldTellWhatAClusterNeeds() {
        // given
        environment.putAll(Map.of("CLUSTER_MODE", "kubernetes", "CLUSTER_NAME", "Wiki_1", "CLUSTER_API_URL", "http://10.0.0.1:8080",
                "CLUSTER_CREDENTIALS_DIRECTORY", folder.toString()));

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown.problems()).extracting(problem -> problem.fieldPath().orElse(""))
                .containsExactly("CLUSTER_NAME", "POD_NAME", "POD_NAMESPACE", "CLUSTER_API_URL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "no_auth           | PROXY_HOST               | https://proxy | Write the host name alone",
            "no_auth           | PROXY_PORT               | 0             | from 1 to 65535",
            "no_auth           | PROXY_PROTOCOL           | socks         | which is not one of http, https",
            "no_auth           | PROXY_HEADERS            | hunter2       | is not a JSON object",
            "no_auth           | PROXY_HEADERS            | '[]'          | is not a JSON object",
            "no_auth           | PROXY_HEADERS            | '{\"x y\": \"hunter2\"}'       | not a name with a text in one line",
            "no_auth           | PROXY_HEADERS            | '{\"x\": \"hunter2\\r\\ny: z\"}' | not a name with a text in one line",
            "no_auth           | PROXY_SSL_CA_BUNDLE_PATH | /no/such.pem  | which is not a readable file",
            "username_password | PROXY_USERNAME           |               | is not set",
            "username_password | PROXY_PASSWORD           |               | is not set",
            "username_password | PROXY_PASSWORD           | os.environ/NO | refers to 'os.environ/NO'",
            "ssl_tls           | PROXY_PROTOCOL           | http          | knows no client certificates",
            "ssl_tls           | PROXY_SSL_CERT_PATH      |               | is not set",
            "ssl_tls           | PROXY_SSL_KEY_PATH       | /no/such.pem  | which is not a readable file",
    })
    void shouldTellWrongProxyVariable(String mode, String name, String value, String message) throws IOException {
        // given
        Path pem = Files.writeString(folder.resolve("client.pem"), "certificate");
        environment.putAll(Map.of("PROXY_AUTH_MODE", mode, "PROXY_HOST", "proxy.example", "PROXY_PORT", "3128",
                "PROXY_USERNAME", "connector", "PROXY_PASSWORD", "hunter2", "PROXY_SSL_CERT_PATH", pem.toString(),
                "PROXY_SSL_KEY_PATH", pem.toString()));
        environment.compute(name, (key, old) -> value);

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fieldPath()).hasValue(name);
            assertThat(problem.toString()).contains(message).doesNotContain("hunter2");
        });
    }

    @Test
    void shouldReportEveryProblem() {
        // given
        environment.remove("TENANT_CONFIG_PATH_PATTERN");
        environment.put("LOG_LEVEL", "loud");

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown).hasMessage("""
                Wrong configuration, 2 problems
                environment:
                  - TENANT_CONFIG_PATH_PATTERN: is not set. Set it
                  - LOG_LEVEL: is 'loud', which is not one of error, warn, info, debug. Write one of these""");
    }

    @ParameterizedTest
    @CsvSource({
            "CAMEL_SSL_TRUSTALLCERTIFICATES, true",
            "CAMEL_SSL_TRUST_ALL_CERTIFICATES, TRUE",
            "camel.ssl.trustAllCertificates, {{trust}}",
            "CAMEL_COMPONENT_HTTP_X509HOSTNAMEVERIFIER, #noop",
            "KUBERNETES_TRUST_CERTIFICATES, true",
            "KUBERNETES_DISABLE_HOSTNAME_VERIFICATION, true",
    })
    @DisplayName("S13, B99: variables that switch certificate checks off are refused by name")
    void shouldRefuseVariableThatSwitchesChecksOff(String name, String value) {
        // given
        environment.put(name, value);

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown.problems()).singleElement().hasToString(name + ": switches off checks of TLS certificates, "
                + "which is not possible here. Unset this variable; for a private CA set EXTRA_CA_CERTS");
    }

    @ParameterizedTest
    @CsvSource({
            "camel.ssl.trustAllCertificates, true",
            "camel.ssl.trust-all-certificates, true",
            "camel.component.https.x509-hostname-verifier, #noop",
            "jdk.internal.httpclient.disableHostnameVerification, ''",
            "jdk.internal.httpclient.disableHostnameVerification, true",
            "jdk.tls.allowUnsafeServerCertChange, true",
            "jdk.tls.trustNameService, true",
            "sun.security.ssl.allowUnsafeRenegotiation, true",
            "com.sun.jndi.ldap.object.disableEndpointIdentification, true",
            "kubernetes.trust.certificates, true",
            "kubernetes.disable.hostname.verification, true",
            "jdk.tls.client.protocols, 'TLSv1.3, TLSv1.1'",
    })
    @DisplayName("S13: system properties that switch certificate checks off are refused by name")
    void shouldRefuseSystemPropertyThatSwitchesChecksOff(String name, String value) {
        // given
        systemProperties.setProperty(name, value);

        // when
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, this::read);

        // then
        assertThat(thrown.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.fieldPath()).hasValue(name));
    }

    @Test
    @DisplayName("S13: the same settings are harmless when they leave the checks on")
    void shouldAcceptSwitchesThatLeaveChecksOn() {
        // given
        environment.putAll(Map.of("NODE_TLS_REJECT_UNAUTHORIZED", "1", "CAMEL_SSL_TRUSTALLCERTIFICATES", "false"));
        systemProperties.setProperty("jdk.internal.httpclient.disableHostnameVerification", "false");
        systemProperties.setProperty("jdk.tls.client.protocols", "TLSv1.2,TLSv1.3");
        systemProperties.setProperty("com.sun.net.ssl.checkRevocation", "true");

        // when
        EnvironmentSettings settings = read();

        // then
        assertThat(settings.port()).isEqualTo(51349);
    }

    private EnvironmentSettings read() {
        return EnvironmentSettings.read(environment, systemProperties, new SecretResolver(environment::get,
                (reference, reason) -> {
                }));
    }
}
