package io.confluenceconnector.image;

import io.confluenceconnector.image.Dockerfile.Instruction;
import io.confluenceconnector.image.Dockerfile.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** S21, S22: rules for the Dockerfile, those of a linter that matter here and those that no linter knows. */
class DockerfileTest {

    /** An official image with version, update and build in full, or with all that and a distribution: no host, no digest. */
    private static final Pattern PINNED = Pattern.compile("[a-z-]+:\\d+\\.\\d+\\.\\d+[a-z0-9_.-]*-noble");

    private final Dockerfile dockerfile;

    DockerfileTest() throws IOException {
        dockerfile = Dockerfile.read();
    }

    @Test
    void shouldPinBasesToFullVersions() {
        // when
        List<String> bases = dockerfile.stages().stream().map(Stage::base).toList();

        // then
        assertThat(bases).hasSize(2).allMatch(base -> PINNED.matcher(base).matches());
        assertThat(dockerfile.image().base()).contains("-jre-");
    }

    @Test
    void shouldRunAsNumericUserWithoutRights() {
        // when
        String user = dockerfile.image().last("USER").arguments();

        // then
        assertThat(user).matches("[1-9]\\d{4,}:[1-9]\\d{4,}");
        assertThat(after("USER")).extracting(Instruction::keyword).doesNotContain("RUN", "COPY", "USER");
    }

    @Test
    void shouldStartTheProcessItselfAndNoShell() throws Exception {
        // when
        List<String> command = dockerfile.image().startCommand();

        // then
        assertThat(command).startsWith("java").endsWith("-jar", "/app/confluence-connector.jar", "run");
        assertThat(String.join(" ", command)).doesNotContain("sh ", "$", "&&");
    }

    @Test
    @DisplayName("S23: JMX and debuggers are for those who open them")
    void shouldOpenNothingToJmxOrADebugger() throws Exception {
        // when
        String options = Files.readString(Path.of("image/jvm.options")) + Files.readString(Path.of("Dockerfile"));

        // then
        assertThat(options).contains("-XX:").doesNotContain("jmxremote", "jdwp", "-javaagent");
    }

    @Test
    void shouldPutWhatChangesLeastLowest() {
        // when
        List<String> copied = dockerfile.image().all("COPY").stream().map(copy -> copy.arguments().split(" ")[0]).toList();

        // then
        assertThat(copied).containsExactly("/image/lib", "/image/routes", "image/jvm.options", "/image/confluence-connector.jar");
        assertThat(after("COPY")).extracting(Instruction::keyword).as("the cache needs the jar").startsWith("RUN");
    }

    @Test
    void shouldMakeTheCacheWithTheOptionsItIsUsedWith() throws Exception {
        // given
        String training = dockerfile.image().last("RUN").arguments();

        // when
        List<String> command = dockerfile.image().startCommand();

        // then
        assertThat(training).contains("java @/app/jvm.options -XX:AOTCacheOutput=/app/connector.aot -jar /app/confluence-connector.jar");
        assertThat(command).containsSubsequence("java", "@/app/jvm.options", "-XX:AOTCache=/app/connector.aot", "-jar",
                "/app/confluence-connector.jar");
    }

    @Test
    void shouldDownloadNothingButMavensArtifacts() throws Exception {
        // when
        String text = Files.readString(Path.of("Dockerfile"));

        // then
        assertThat(text).doesNotContain("ADD ", "curl", "wget", "apt-get", "http:", "https:", "latest", "sha256:", "--chmod=777");
    }

    @Test
    void shouldFitEveryProcessor() throws Exception {
        // when
        String text = Files.readString(Path.of("Dockerfile"));

        // then
        assertThat(text).doesNotContainPattern("amd64|x86|arm64|aarch64");
        assertThat(dockerfile.build().all("FROM").get(0).flags()).containsExactly("--platform=$BUILDPLATFORM");
        assertThat(dockerfile.image().all("FROM").get(0).flags()).isEmpty();
    }

    @Test
    void shouldHoldNoSecretAndNameTheEnvironmentThatTheDocsName() {
        // when
        var environment = dockerfile.image().environment();

        // then
        assertThat(environment).containsOnlyKeys("TENANT_CONFIG_PATH_PATTERN", "ROUTES_DIRECTORY", "MALLOC_ARENA_MAX")
                .containsEntry("TENANT_CONFIG_PATH_PATTERN", "/app/tenant-configs/*-tenant-config.yaml");
    }

    @Test
    void shouldGiveFilesTheTimeOfTheBuild() throws Exception {
        // given
        Matcher time = Pattern.compile("<project.build.outputTimestamp>(.*)</").matcher(Files.readString(Path.of("pom.xml")));

        // when
        String epoch = dockerfile.build().last("ARG").arguments();

        // then
        assertThat(time.find()).isTrue();
        assertThat(epoch).isEqualTo("SOURCE_DATE_EPOCH=" + Instant.parse(time.group(1)).getEpochSecond());
    }

    @Test
    void shouldSendTheBuilderExactlyWhatIsCopied() throws Exception {
        // given
        Stream<String> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!")).map(line -> line.substring(1));

        // when
        Set<String> copied = dockerfile.stages().stream().flatMap(stage -> stage.all("COPY").stream())
                .filter(copy -> copy.flags().isEmpty()).map(copy -> copy.arguments().split(" ")[0])
                .map(path -> path.startsWith("image/") ? "image" : path).collect(java.util.stream.Collectors.toSet());

        // then
        assertThat(sent).containsExactlyInAnyOrderElementsOf(copied);
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("*");
        assertThat(copied).allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    private List<Instruction> after(String keyword) {
        List<Instruction> all = dockerfile.image().instructions();
        return all.subList(all.indexOf(dockerfile.image().last(keyword)) + 1, all.size());
    }
}
