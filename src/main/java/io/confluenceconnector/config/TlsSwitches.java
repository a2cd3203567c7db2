package io.confluenceconnector.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the runtime, of Camel and of the older connector's runtime that switch certificate or host name checks
 * off. Verification cannot be switched off (S13), so whoever sets one of them is told, instead of being ignored.
 */
final class TlsSwitches {

    private static final String NODE_SWITCH = "NODE_TLS_REJECT_UNAUTHORIZED";
    private static final String CLIENT_PROTOCOLS = "jdk.tls.client.protocols";
    private static final List<String> OLD_PROTOCOLS = List.of("SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1");

    private static final Pattern PUNCTUATION = Pattern.compile("[^a-z0-9]");

    /** In the one spelling of {@link #oneSpelling}: variables and properties are written in many ways. */
    private static final Set<String> SWITCHES = Stream.of(
            "camel.ssl.trustAllCertificates",
            "camel.component.http.x509HostnameVerifier",
            "camel.component.https.x509HostnameVerifier",
            "jdk.internal.httpclient.disableHostnameVerification",
            "jdk.tls.allowUnsafeServerCertChange",
            "jdk.tls.trustNameService",
            "sun.security.ssl.allowUnsafeRenegotiation",
            "com.sun.jndi.ldap.object.disableEndpointIdentification",
            "kubernetes.trust.certificates",
            "kubernetes.disable.hostname.verification").map(TlsSwitches::oneSpelling).collect(Collectors.toUnmodifiableSet());

    private TlsSwitches() {
    }

    static void report(Map<String, String> environment, Properties systemProperties, Problems problems) {
        environment.forEach((name, value) -> {
            boolean nodeSwitch = NODE_SWITCH.equals(name) && "0".equals(value.strip());
            if (nodeSwitch || isSwitch(name) && !value.isBlank() && !isOff(value)) {
                refuse(problems, name, "Unset this variable; for a private CA set EXTRA_CA_CERTS");
            }
        });
        systemProperties.stringPropertyNames().stream().sorted().forEach(name -> {
            String value = systemProperties.getProperty(name);
            if (isSwitch(name) && !isOff(value)) {
                refuse(problems, name, "Remove this system property; for a private CA set EXTRA_CA_CERTS");
            }
            if (CLIENT_PROTOCOLS.equals(name) && Stream.of(value.split("[\\s,]+")).anyMatch(OLD_PROTOCOLS::contains)) {
                problems.add(OptionalInt.empty(), name, "allows TLS below 1.2", "Remove this system property");
            }
        });
    }

    private static void refuse(Problems problems, String name, String remedy) {
        problems.add(OptionalInt.empty(), name,
                "switches off checks of TLS certificates, which is not possible here", remedy);
    }

    private static boolean isSwitch(String name) {
        return SWITCHES.contains(oneSpelling(name));
    }

    private static String oneSpelling(String name) {
        return PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static boolean isOff(String value) {
        return "false".equalsIgnoreCase(value.strip());
    }
}
