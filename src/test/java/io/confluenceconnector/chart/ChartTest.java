package io.confluenceconnector.chart;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every feature's values lint and render, and what comes out is what Kubernetes and the process expect. */
class ChartTest {

    private static final Path READER = Path.of("src/main/java/io/confluenceconnector/config/EnvironmentReader.java");

    private static final Pattern DASHBOARD_NAME = Pattern.compile("(?m)^  \"(uid|title)\": .*$");

    static Stream<String> features() {
        return Chart.features();
    }

    @ParameterizedTest
    @MethodSource("features")
    void shouldLintWithoutComplaint(String feature, @TempDir Path folder) throws Exception {
        // when
        LintResult result = Chart.lint(folder.resolve("confluence-connector"), Chart.values(feature));

        // then
        assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    @ParameterizedTest
    @MethodSource("features")
    void shouldRenderObjectsThatKubernetesKnowsToTheLastField(String feature) {
        // when
        List<Object> objects = Chart.render(Chart.values(feature)).typed();

        // then
        assertThat(objects).filteredOn(object -> object instanceof Deployment || object instanceof Job).hasSize(1);
    }

    static Stream<String> featuresNamedByRelease() {
        return features().filter(feature -> !Chart.values(feature).containsKey("fullnameOverride"));
    }

    @ParameterizedTest
    @MethodSource("featuresNamedByRelease")
    @DisplayName("B115: two releases in one namespace share no object and no dashboard file")
    void shouldNameEverythingAfterTheRelease(String feature) {
        // when
        Set<String> one = names(Chart.render(Chart.FOLDER, "wiki", Chart.values(feature)));
        Set<String> other = names(Chart.render(Chart.FOLDER, "intranet", Chart.values(feature)));

        // then
        assertThat(one).isNotEmpty().doesNotContainAnyElementsOf(other);
    }

    /** Kind and name of each object, and file name, uid and title of dashboards, which land in one folder of Grafana's. */
    private static Set<String> names(Objects rendered) {
        return rendered.typed().stream().filter(HasMetadata.class::isInstance).map(HasMetadata.class::cast)
                .flatMap(object -> Stream.concat(Stream.of(object.getKind() + " " + object.getMetadata().getName()),
                        object instanceof ConfigMap map && map.getMetadata().getLabels().containsKey("grafana_dashboard")
                                ? map.getData().entrySet().stream().flatMap(file -> Stream.concat(Stream.of(file.getKey()),
                                        DASHBOARD_NAME.matcher(file.getValue()).results().map(MatchResult::group)))
                                : Stream.empty()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("features")
    @DisplayName("S21: every pod passes Pod Security restricted, and cannot write to its root")
    void shouldPassPodSecurityRestricted(String feature) {
        // when
        PodSpec pod = Chart.render(Chart.values(feature)).pod();

        // then
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC())).containsOnlyNulls();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isGreaterThanOrEqualTo(10000);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(container.getSecurityContext().getRunAsUser()).as("the pod's").isNull();
            assertThat(container.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
            assertThat(container.getPorts()).extracting("hostPort").containsOnlyNulls();
        });
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
    }

    @ParameterizedTest
    @MethodSource("features")
    void shouldSetOnlyVariablesThatTheProcessReads(String feature) {
        // given
        Set<String> read = Pattern.compile("\"([A-Z][A-Z0-9_]*)\"").matcher(Chart.read(READER)).results()
                .map((MatchResult found) -> found.group(1)).collect(Collectors.toSet());
        read.addAll(List.of("JDK_JAVA_OPTIONS", "RETRY_ATTEMPTS", "HELP"));

        // when
        List<EnvVar> variables = Chart.render(Chart.values(feature)).container().getEnv();

        // then
        assertThat(variables).extracting(EnvVar::getName).doesNotHaveDuplicates().isSubsetOf(read);
    }

    @ParameterizedTest
    @MethodSource("features")
    void shouldMountWholeFoldersReadOnlyFromVolumesThatExist(String feature) {
        // when
        Objects objects = Chart.render(Chart.values(feature));

        // then
        assertThat(objects.container().getVolumeMounts()).allSatisfy(mount -> {
            assertThat(mount.getReadOnly()).isTrue();
            assertThat(mount.getSubPath()).isNull();
        });
        assertThat(objects.container().getVolumeMounts()).extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(objects.pod().getVolumes().stream().map(Volume::getName).toList());
    }

    @Test
    @DisplayName("P1: two pods never run the same tenants without an election")
    void shouldReplaceTheOnlyPodBeforeItStartsAnother() {
        // when
        Deployment deployment = Chart.render(Chart.values("cloud-external")).find(Deployment.class).orElseThrow();

        // then
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(deployment.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    @DisplayName("P20: several pods elect, with no more rights than Leases need")
    void shouldLetSeveralPodsElect() {
        // when
        Objects objects = Chart.render(Chart.values("cluster"));

        // then
        Deployment deployment = objects.find(Deployment.class).orElseThrow();
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(objects.pod().getAutomountServiceAccountToken()).isTrue();
        assertThat(objects.pod().getTopologySpreadConstraints()).hasSize(1);
        assertThat(environment(objects.container())).containsEntry("CLUSTER_MODE", "kubernetes")
                .containsEntry("CLUSTER_NAME", "wiki-confluence-connector")
                .containsEntry("POD_NAME", "metadata.name").containsEntry("POD_NAMESPACE", "metadata.namespace");
        assertThat(objects.find(Role.class).orElseThrow().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getResources()).containsExactly("leases");
            assertThat(rule.getVerbs()).containsExactly("get", "list", "create", "update");
        });
        assertThat(objects.find(PodDisruptionBudget.class)).isPresent();
    }

    @Test
    @DisplayName("P17: a rehearsal is a plan in the very pod that the service would have, and no service")
    void shouldRehearseWithThePodOfTheService() {
        // when
        Objects rehearsal = Chart.render(Chart.values("rehearsal"));

        // then
        Container service = Chart.render(Chart.values("cloud-external")).container();
        assertThat(rehearsal.kinds()).contains("Job").doesNotContain("Deployment");
        assertThat(rehearsal.pod().getRestartPolicy()).isEqualTo("Never");
        assertThat(rehearsal.container().getArgs()).containsExactly("plan");
        assertThat(rehearsal.container().getImage()).isEqualTo(service.getImage());
        assertThat(rehearsal.container().getEnv()).as("its report stays readable").isEqualTo(service.getEnv().stream()
                .filter(variable -> !variable.getName().equals("LOG_LEVEL")).toList());
        assertThat(rehearsal.container().getVolumeMounts()).isEqualTo(service.getVolumeMounts());
    }

    @Test
    void shouldGiveNoRightsAndMakeNoExtrasUnlessAskedFor() {
        // when
        List<String> kinds = Chart.render(Chart.values("cloud-external")).kinds();

        // then
        assertThat(kinds).containsExactlyInAnyOrder("NetworkPolicy", "ServiceAccount", "ConfigMap", "Deployment");
    }

    @Test
    void shouldRenderOptionalObjectsWhenEnabled() {
        // when
        List<String> kinds = Chart.render(Chart.values("monitoring")).kinds();

        // then
        assertThat(kinds).contains("PodMonitor", "PrometheusRule").hasSize(7);
        assertThat(Chart.render(Chart.values("service-monitor")).kinds()).contains("Service", "ServiceMonitor");
        assertThat(Chart.render(Chart.values("external-secret")).kinds()).contains("ExternalSecret");
    }

    @Test
    @DisplayName("P19: the pod is given more time than the process takes")
    void shouldWaitLongerThanTheShutdown() {
        // when
        PodSpec pod = Chart.render(Chart.values("cloud-external")).pod();

        // then
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(25);
        assertThat(environment(pod.getContainers().get(0))).containsEntry("SHUTDOWN_TIMEOUT_SECONDS", "25");
    }

    @Test
    void shouldProbeWhatDependsOnNoOtherSystem() {
        // when
        Container container = Chart.render(Chart.values("cloud-external")).container();

        // then
        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .allSatisfy(probe -> {
                    assertThat(probe.getHttpGet().getPath()).isEqualTo("/probe");
                    assertThat(probe.getHttpGet().getPort().getValue()).isEqualTo("http");
                });
        assertThat(container.getResources().getLimits()).hasToString("{memory=512Mi}");
    }

    @Test
    @DisplayName("S21: in come readers of metrics, out go names and port 443 only, and what a feature adds")
    void shouldCloseTheNetworkButForWhatIsNeeded() {
        // when
        NetworkPolicySpec usual = policy("cloud-external");
        NetworkPolicySpec clustered = policy("cluster");
        NetworkPolicySpec proxied = policy("proxy");

        // then
        assertThat(usual.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(usual.getIngress()).singleElement().satisfies(rule -> assertThat(rule.getPorts())
                .extracting(port -> port.getPort().getValue()).containsExactly("metrics"));
        assertThat(ports(usual)).containsExactlyInAnyOrder(53, 53, 443);
        assertThat(ports(clustered)).containsExactlyInAnyOrder(53, 53, 443, 443);
        assertThat(ports(proxied)).containsExactlyInAnyOrder(53, 53, 443, 3128);
        assertThat(usual.getEgress().get(1).getTo()).extracting(peer -> peer.getIpBlock().getExcept())
                .containsExactly(List.of("169.254.0.0/16"), List.of("fe80::/10"));
    }

    private static NetworkPolicySpec policy(String feature) {
        return Chart.render(Chart.values(feature)).find(NetworkPolicy.class).orElseThrow().getSpec();
    }

    private static List<Object> ports(NetworkPolicySpec policy) {
        return policy.getEgress().stream().flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getValue()).toList();
    }

    private static String notes(Path folder, Map<String, Object> values) throws IOException {
        Path chart = folder.resolve("confluence-connector");
        Chart.copyTo(chart);
        Files.writeString(chart.resolve("templates/zz-notes.yaml"),
                "apiVersion: v1\nkind: Notes\ntext: {{ include \"confluence-connector.notes\" . | toJson }}\n");
        return Chart.render(chart, values).documents().stream().filter(document -> document.get("kind").equals("Notes"))
                .map(document -> document.get("text").toString()).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {resources: {limits: {memory: 128Mi}}}     | 1 tenant(s) in a pod need about 159Mi
            {resources: {limits: {memory: "0.15Gi"}}}  | 1 tenant(s) in a pod need about 159Mi
            {resources: {limits: {memory: 134217728}}} | 1 tenant(s) in a pod need about 159Mi
            {resources: {limits: {memory: 200M}}}      |
            {resources: {limits: {memory: 268435456}}} |
            {resources: {limits: {memory: 1Gi}}}       |
            """)
    void shouldWarnOfALimitThatTheTenantsDoNotFitInto(String overlay, String warning, @TempDir Path folder) throws Exception {
        // when
        String notes = notes(folder, Chart.values("extras", overlay));

        // then
        if (warning == null) {
            assertThat(notes).doesNotContain("of memory");
        } else {
            assertThat(notes).contains("WARNING: " + warning);
        }
    }

    @Test
    void shouldTellTheOperatorWhatWasDeployedAndWhatToBewareOf(@TempDir Path folder) throws Exception {
        // when
        String notes = notes(folder, Chart.values("extras"));

        // then
        assertThat(notes.lines()).startsWith("confluence-connector 0.1.0: wiki in namespace knowledge, 1 pod(s).",
                "Tenants: acme (active).",
                "Watch the first cycle: kubectl -n knowledge logs deployment/wiki -f");
        assertThat(notes).contains("WARNING: the log shows titles", "WARNING: no NetworkPolicy", "WARNING: nothing scrapes");
        assertThat(Chart.read(folder.resolve("confluence-connector/templates/NOTES.txt"))).contains("confluence-connector.notes");
    }

    private static Map<String, String> environment(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, variable -> variable.getValue() != null
                ? variable.getValue() : variable.getValueFrom().getFieldRef().getFieldPath()));
    }
}
