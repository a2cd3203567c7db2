package io.confluenceconnector.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluenceconnector.config.ClusterSettings;
import io.confluenceconnector.http.TestKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three calls of the election, and what their failures mean (P20). */
class KubernetesLeasesTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path folder;
    private SimulatedApiServer server;
    private KubernetesLeases leases;

    @BeforeEach
    void start() {
        server = SimulatedApiServer.start();
        server.pod("pod-a", folder);
        leases = leases("wiki", TIMEOUT);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    private KubernetesLeases leases(String group, Duration timeout) {
        return new KubernetesLeases(new ClusterSettings(group, "pod-a", SimulatedApiServer.NAMESPACE, URI.create(server.url()),
                folder.resolve("pod-a"), Duration.ofSeconds(30)), timeout);
    }

    @Test
    void shouldReadWhatItHasWritten() throws Exception {
        // given
        Lease created = leases.create(Lease.fresh("wiki.acme", Optional.of("pod-a_1"), 30, NOON));

        // when
        Lease replaced = leases.replace(created.renewedAt(NOON.plusMillis(1500), 30).with(Map.of("x.io/member-1", "7")));

        // then
        assertThat(leases.list()).containsExactly(replaced);
        assertThat(replaced).isEqualTo(new Lease("wiki.acme", replaced.version(), Optional.of("pod-a_1"), 30, NOON,
                NOON.plusMillis(1500), 0, Map.of("x.io/member-1", "7")));
    }

    @Test
    void shouldFreeLease() throws Exception {
        // given
        Lease created = leases.create(Lease.fresh("wiki.acme", Optional.of("pod-a_1"), 30, NOON));

        // when
        leases.replace(created.free(NOON));

        // then
        assertThat(leases.list()).singleElement().extracting(Lease::holder).isEqualTo(Optional.empty());
    }

    @Test
    void shouldSeeLeasesOfItsGroupOnly() throws Exception {
        // given
        leases("other", TIMEOUT).create(Lease.fresh("other.acme", Optional.empty(), 30, NOON));

        // then
        assertThat(leases.list()).isEmpty();
    }

    @Test
    @DisplayName("of two that write at the same time one is told")
    void shouldTellThatSomebodyWasFaster() throws Exception {
        // given
        Lease created = leases.create(Lease.fresh("wiki.acme", Optional.empty(), 30, NOON));
        leases.replace(created.takenBy("pod-a_1", 30, NOON));

        // then
        assertThatThrownBy(() -> leases.replace(created.takenBy("pod-a_2", 30, NOON))).isInstanceOf(LeaseChangedException.class);
        assertThatThrownBy(() -> leases.create(created)).isInstanceOf(LeaseChangedException.class);
    }

    @Test
    @DisplayName("the token is read anew, because Kubernetes replaces it every hour")
    void shouldFollowRotatedToken() throws Exception {
        // given
        leases.list();

        // when
        server.giveToken("pod-a", folder.resolve("pod-a"));

        // then
        assertThat(leases.list()).isEmpty();
    }

    @Test
    void shouldTellWhatTheRoleNeeds() throws Exception {
        // given
        Files.writeString(folder.resolve("pod-a").resolve("token"), "of somebody else");

        // then
        assertThatThrownBy(() -> leases.list()).isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("list, create and update of leases.coordination.k8s.io");
    }

    @Test
    void shouldFailWhenServerDoesNotAnswer() {
        // given
        server.partition("pod-a");

        // then
        assertThatThrownBy(() -> leases.list()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void shouldRefuseToStartWithoutToken() throws Exception {
        // given
        Files.delete(folder.resolve("pod-a").resolve("token"));

        // then
        assertThatThrownBy(() -> leases("wiki", TIMEOUT)).isInstanceOf(ClusterStartException.class)
                .hasMessageContaining("service account");
    }

    @Test
    @DisplayName("S13: the API server is verified by the cluster's own authority")
    void shouldTrustTheAuthorityOfTheCluster() throws Exception {
        // given
        server.close();
        server = SimulatedApiServer.start(TestKeys.SERVER.serverContext());
        Path credentials = folder.resolve("pod-a");
        server.giveToken("pod-a", credentials);
        Files.copy(TestKeys.SERVER.certificatePem(), credentials.resolve("ca.crt"));

        // then
        assertThat(leases("wiki", TIMEOUT).list()).isEmpty();
    }

    @Test
    @DisplayName("S13: another one in its place gets no token")
    void shouldRefuseServerOfAnotherAuthority() throws Exception {
        // given
        server.close();
        server = SimulatedApiServer.start(TestKeys.SERVER.serverContext());
        Files.copy(TestKeys.OTHER_HOST.certificatePem(), folder.resolve("pod-a").resolve("ca.crt"));

        // then
        assertThatThrownBy(() -> leases("wiki", TIMEOUT).list()).isInstanceOf(StoreUnavailableException.class)
                .hasCauseInstanceOf(SSLException.class);
    }
}
