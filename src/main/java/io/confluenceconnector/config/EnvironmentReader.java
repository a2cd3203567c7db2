package io.confluenceconnector.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.logging.LogFormat;
import io.confluenceconnector.secret.Secret;
import io.confluenceconnector.secret.SecretReference;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.secret.UnavailableSecretException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the variables one by one and collects what is wrong with them. */
final class EnvironmentReader {

    private enum ProxyAuthMode {
        NONE, NO_AUTH, USERNAME_PASSWORD, SSL_TLS
    }

    private static final int HIGHEST_PORT = 65535;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern LEASE_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern API_SERVER = Pattern.compile("(?<scheme>https?)://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private final Map<String, String> environment;
    private final SecretResolver secrets;
    private final Problems problems = new Problems("environment");

    EnvironmentReader(Map<String, String> environment, SecretResolver secrets) {
        this.environment = environment;
        this.secrets = secrets;
    }

    EnvironmentSettings read(Properties systemProperties) {
        TlsSwitches.report(environment, systemProperties, problems);
        Optional<String> pattern = required("TENANT_CONFIG_PATH_PATTERN");
        int port = integer("PORT", 0, HIGHEST_PORT).orElse(51349);
        String metricsHost = text("OTEL_EXPORTER_PROMETHEUS_HOST").orElse("0.0.0.0");
        int metricsPort = integer("OTEL_EXPORTER_PROMETHEUS_PORT", 0, HIGHEST_PORT).orElse(51350);
        Path routesDirectory = folder("ROUTES_DIRECTORY").orElse(Path.of("routes"));
        Arrays.stream(RouteTunable.values()).forEach(this::check);
        LogLevel logLevel = choice("LOG_LEVEL", LogLevel.class).orElse(LogLevel.INFO);
        LogFormat logFormat = choice("LOG_FORMAT", LogFormat.class).orElse(LogFormat.JSON);
        DiagnosticsPolicy policy =
                choice("LOGS_DIAGNOSTICS_DATA_POLICY", DiagnosticsPolicy.class).orElse(DiagnosticsPolicy.CONCEAL);
        List<Path> certificates = Stream.of("EXTRA_CA_CERTS", "NODE_EXTRA_CA_CERTS")
                .map(this::file).flatMap(Optional::stream).distinct().toList();
        HealthSettings health = health();
        ProxySettings proxy = proxy();
        Duration shutdownTimeout = Duration.ofSeconds(integer("SHUTDOWN_TIMEOUT_SECONDS", 1, 3600).orElse(25));
        Optional<ClusterSettings> cluster = cluster();
        Set<String> extraSchemes = extraSchemes();
        Duration reloadInterval = Duration.ofSeconds(integer("RELOAD_INTERVAL_SECONDS", 1, 3600).orElse(5));
        return problems.build(() -> new EnvironmentSettings(pattern.orElseThrow(), port, metricsHost, metricsPort,
                        routesDirectory, logLevel, logFormat, policy, certificates, health, proxy, shutdownTimeout,
                        cluster, extraSchemes, reloadInterval))
                .orElseThrow(() -> new ConfigurationException(problems.found()));
    }

    private HealthSettings health() {
        return new HealthSettings(
                integer("HEALTH_SYNC_HISTORY_SIZE", 1, 1000).orElse(5),
                share("HEALTH_SYNC_TENANT_FAILURE_THRESHOLD").orElse(0.5),
                Duration.ofMillis(integer("HEALTH_CONNECTIVITY_TIMEOUT_MS", 1, 600_000).orElse(3000)));
    }

    private Optional<ClusterSettings> cluster() {
        if (choice("CLUSTER_MODE", ClusterMode.class).orElse(ClusterMode.NONE) == ClusterMode.NONE) {
            return Optional.empty();
        }
        String name = text("CLUSTER_NAME").orElse("confluence-connector");
        if (!LEASE_NAME.matcher(name).matches()) {
            wrong("CLUSTER_NAME", "is '" + name + "'", "Write at most 63 lower-case letters, digits and hyphens");
        }
        Optional<String> podName = text("POD_NAME").or(() -> text("HOSTNAME")).or(() -> neededByCluster("POD_NAME"));
        Path credentials = path("CLUSTER_CREDENTIALS_DIRECTORY").orElse(SERVICE_ACCOUNT);
        Optional<String> namespace = text("POD_NAMESPACE").or(() -> namespaceOf(credentials)).or(() -> neededByCluster("POD_NAMESPACE"));
        Optional<URI> apiServer = apiServer();
        Duration lease = Duration.ofSeconds(integer("CLUSTER_LEASE_SECONDS", 3, 3600).orElse(30));
        return problems.build(() -> new ClusterSettings(name, podName.orElseThrow(), namespace.orElseThrow(),
                apiServer.orElseThrow(), credentials, lease));
    }

    /** Unless it was set to something wrong, which is told already. */
    private Optional<String> neededByCluster(String name) {
        return environment.containsKey(name) ? Optional.empty()
                : wrong(name, "is not set, and Kubernetes does not tell it either", "Set it, or CLUSTER_MODE=none");
    }

    private static Optional<String> namespaceOf(Path credentials) {
        try {
            return Optional.of(Files.readString(credentials.resolve("namespace")).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As Kubernetes tells every container, unless the operator says otherwise; the token goes there (S5). */
    private Optional<URI> apiServer() {
        Optional<String> inCluster = Optional.ofNullable(environment.get("KUBERNETES_SERVICE_HOST")).map(host ->
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                        + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443"));
        return text("CLUSTER_API_URL").or(() -> inCluster).or(() -> neededByCluster("CLUSTER_API_URL")).flatMap(text -> {
            Matcher url = API_SERVER.matcher(text);
            return url.matches() && (url.group("scheme").equals("https") || LOOPBACK.matcher(url.group("host")).matches())
                    ? Optional.of(URI.create(text))
                    : wrong("CLUSTER_API_URL", "is '" + text + "'", "Write https://<host>:<port>, without a path");
        });
    }

    private ProxySettings proxy() {
        ProxyAuthMode mode = choice("PROXY_AUTH_MODE", ProxyAuthMode.class).orElse(ProxyAuthMode.NONE);
        if (mode == ProxyAuthMode.NONE) {
            return new ProxySettings.Direct();
        }
        ProxySettings.Protocol usual =
                mode == ProxyAuthMode.SSL_TLS ? ProxySettings.Protocol.HTTPS : ProxySettings.Protocol.HTTP;
        ProxySettings.Protocol protocol = choice("PROXY_PROTOCOL", ProxySettings.Protocol.class).orElse(usual);
        if (mode == ProxyAuthMode.SSL_TLS && protocol == ProxySettings.Protocol.HTTP) {
            wrong("PROXY_PROTOCOL", "is http, which knows no client certificates", "Set it to https");
        }
        Optional<String> host = required("PROXY_HOST").flatMap(text -> HOST.matcher(text).matches()
                ? Optional.of(text)
                : wrong("PROXY_HOST", "is '" + text + "'", "Write the host name alone, without scheme and port"));
        Optional<Integer> port = required("PROXY_PORT").flatMap(text -> integer("PROXY_PORT", 1, HIGHEST_PORT));
        Optional<Path> caBundle = file("PROXY_SSL_CA_BUNDLE_PATH");
        Map<String, Secret> headers = headers("PROXY_HEADERS");
        Optional<ProxySettings.Credentials> credentials = credentials(mode);
        return problems.<ProxySettings>build(() -> new ProxySettings.Proxy(protocol, host.orElseThrow(),
                        port.orElseThrow(), caBundle, headers, credentials.orElseThrow()))
                .orElseGet(ProxySettings.Direct::new);
    }

    private Optional<ProxySettings.Credentials> credentials(ProxyAuthMode mode) {
        if (mode == ProxyAuthMode.USERNAME_PASSWORD) {
            Optional<String> username = required("PROXY_USERNAME");
            Optional<Secret> password = required("PROXY_PASSWORD").flatMap(text -> secret("PROXY_PASSWORD", text));
            return problems.build(() ->
                    new ProxySettings.UsernamePassword(username.orElseThrow(), password.orElseThrow()));
        }
        if (mode == ProxyAuthMode.SSL_TLS) {
            Optional<Path> certificate = required("PROXY_SSL_CERT_PATH").flatMap(text -> file("PROXY_SSL_CERT_PATH"));
            Optional<Path> key = required("PROXY_SSL_KEY_PATH").flatMap(text -> file("PROXY_SSL_KEY_PATH"));
            return problems.build(() -> new ProxySettings.ClientCertificate(certificate.orElseThrow(), key.orElseThrow()));
        }
        return Optional.of(new ProxySettings.Anonymous());
    }

    /** The value of a variable is the secret itself, or a reference to where it is. */
    private Optional<Secret> secret(String name, String text) {
        try {
            Optional<SecretReference> reference = SecretReference.parse(text);
            return Optional.of(reference.isPresent() ? secrets.resolve(reference.get()) : secrets.literal(text));
        } catch (UnavailableSecretException e) {
            return wrong(name, "refers to '" + text + "', but " + e.getMessage(), "Provide the value there");
        }
    }

    private Map<String, Secret> headers(String name) {
        Map<String, Secret> headers = new HashMap<>();
        text(name).ifPresent(text -> {
            JsonNode object = json(text);
            if (!object.isObject()) {
                wrong(name, "is not a JSON object (value not shown here)", "Write for example {\"x-team\": \"search\"}");
            }
            object.properties().forEach(field -> {
                String value = field.getValue().asText();
                if (!field.getValue().isTextual() || !HEADER_NAME.matcher(field.getKey()).matches()
                        || value.chars().anyMatch(Character::isISOControl)) {
                    wrong(name, "holds a header that is not a name with a text in one line (value not shown here)",
                            "Write for example {\"x-team\": \"search\"}");
                }
                headers.put(field.getKey(), Secret.of(value));
            });
        });
        return headers;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return new ObjectMapper().missingNode();
        }
    }

    private Set<String> extraSchemes() {
        Set<String> schemes = new LinkedHashSet<>();
        text("ROUTES_EXTRA_SCHEMES").ifPresent(text -> {
            for (String scheme : text.split(",")) {
                if (SCHEME.matcher(scheme.strip()).matches()) {
                    schemes.add(scheme.strip());
                } else {
                    wrong("ROUTES_EXTRA_SCHEMES", "holds '" + scheme.strip() + "', which is not a component scheme",
                            "Write schemes separated by commas, for example file,ftp");
                }
            }
        });
        return schemes;
    }

    private Optional<String> required(String name) {
        if (!environment.containsKey(name)) {
            return wrong(name, "is not set", "Set it");
        }
        return text(name);
    }

    private Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(environment.get(name)).map(String::strip);
        return value.filter(String::isEmpty).isPresent()
                ? wrong(name, "is empty", "Give it a value, or unset it if it is not required")
                : value;
    }

    private Optional<Integer> integer(String name, int minimum, int maximum) {
        return text(name).flatMap(text -> {
            boolean number = text.matches("\\d{1,9}");
            return number && Integer.parseInt(text) >= minimum && Integer.parseInt(text) <= maximum
                    ? Optional.of(Integer.parseInt(text))
                    : wrong(name, "is '" + text + "'", "Write a whole number from " + minimum + " to " + maximum);
        });
    }

    /** Digits alone: routes read the variable as it is. */
    private void check(RouteTunable tunable) {
        if (integer(tunable.name(), tunable.minimum(), tunable.maximum()).isPresent()
                && !environment.get(tunable.name()).matches("\\d+")) {
            wrong(tunable.name(), "has blanks around the number", "Remove them");
        }
    }

    private Optional<Double> share(String name) {
        return text(name).flatMap(text -> text.matches("0(\\.\\d+)?|1(\\.0+)?")
                ? Optional.of(Double.parseDouble(text))
                : wrong(name, "is '" + text + "'", "Write a number from 0 to 1"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(EnvironmentReader::word).toList();
        return text(name).flatMap(text -> words.contains(text)
                ? Optional.of(type.getEnumConstants()[words.indexOf(text)])
                : wrong(name, "is '" + text + "', which is not one of " + String.join(", ", words),
                        Suggestion.of(text, words, "Write one of these")));
    }

    private Optional<Path> path(String name) {
        return text(name).flatMap(text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return wrong(name, "is not a path", "Write the path of a file or folder");
            }
        });
    }

    private Optional<Path> folder(String name) {
        return path(name).flatMap(path -> Files.isDirectory(path) ? Optional.of(path)
                : wrong(name, "is '" + path + "', which is not a folder", "Check path and permissions"));
    }

    /** A file that is there, readable, and not empty (S14). */
    private Optional<Path> file(String name) {
        return path(name).flatMap(path -> Files.isRegularFile(path) && Files.isReadable(path) && path.toFile().length() > 0
                ? Optional.of(path)
                : wrong(name, "is '" + path + "', which is not a readable file with content", "Check path and permissions"));
    }

    private <T> Optional<T> wrong(String name, String problem, String remedy) {
        problems.add(OptionalInt.empty(), name, problem, remedy);
        return Optional.empty();
    }
}
