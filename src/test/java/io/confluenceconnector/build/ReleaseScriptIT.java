package io.confluenceconnector.build;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code .ci/release} in a repository of its own. */
class ReleaseScriptIT {

    @TempDir
    private Path repository;

    private record Run(int exitCode, String output) { }

    @BeforeEach
    void copyWhatItChanges() throws Exception {
        for (String file : List.of("pom.xml", "CHANGELOG.md", "Dockerfile", "helm/confluence-connector/Chart.yaml", ".ci/release")) {
            Files.createDirectories(repository.resolve(file).getParent());
            Files.copy(Path.of(file), repository.resolve(file));
        }
        Files.writeString(repository.resolve("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n### Added\n- Something new.\n");
        run("git", "init", "--quiet");
        run("git", "config", "user.email", "release@example.com");
        run("git", "config", "user.name", "Release");
        commitAll();
    }

    @Test
    void shouldSetVersionCloseChangelogTagAndOpenTheNextVersion() throws Exception {
        // when
        Run release = run(".ci/release", "7.4.0", "true");

        // then
        assertThat(release.exitCode()).as(release.output()).isZero();
        assertThat(run("git", "log", "--format=%s").output().lines()).startsWith("Open version 7.4.1", "Release 7.4.0");
        assertThat(run("git", "tag", "-n9", "-l", "v7.4.0").output()).contains("7.4.0", "- Something new.");
        assertThat(run("git", "show", "v7.4.0:pom.xml").output()).contains("<version>7.4.0</version>");
        assertThat(run("git", "show", "v7.4.0:helm/confluence-connector/Chart.yaml").output())
                .contains("\nversion: 7.4.0\n", "\nappVersion: 7.4.0\n");
        assertThat(run("git", "show", "v7.4.0:CHANGELOG.md").output()).containsPattern("## Unreleased\n\n## 7\\.4\\.0 - \\d{4}-\\d\\d-\\d\\d\n");
        assertThat(Files.readString(repository.resolve("pom.xml"))).contains("<version>7.4.1-SNAPSHOT</version>");
        assertThat(release.output()).contains("docker buildx build --platform linux/amd64,linux/arm64", "git push origin HEAD v7.4.0");
    }

    @Test
    void shouldGiveJarAndImageTheSameTime() throws Exception {
        // when
        run(".ci/release", "7.4.0", "true");

        // then
        Matcher jar = find("<project.build.outputTimestamp>(.*)</", "pom.xml");
        Matcher image = find("ARG SOURCE_DATE_EPOCH=(\\d+)", "Dockerfile");
        assertThat(Instant.parse(jar.group(1)).getEpochSecond()).isEqualTo(Long.parseLong(image.group(1)));
    }

    @Test
    void shouldRefuseWhatIsNoVersionOrWasReleased() throws Exception {
        // given
        run("git", "tag", "v7.4.0");

        // when
        List<Run> refused = List.of(run(".ci/release", "7.4", "true"), run(".ci/release", "7.4.0", "true"), run(".ci/release"));

        // then
        assertThat(refused).extracting(Run::exitCode).containsOnly(1);
        assertThat(refused).extracting(Run::output).satisfiesExactly(
                first -> assertThat(first).contains("say the version"), second -> assertThat(second).contains("already a tag v7.4.0"),
                third -> assertThat(third).contains("say the version"));
    }

    @Test
    void shouldRefuseUncommittedChangesAnEmptyChangelogAndFailedChecks() throws Exception {
        // given
        Files.writeString(repository.resolve("new.txt"), "not committed");
        Run dirty = run(".ci/release", "7.4.0", "true");
        Files.writeString(repository.resolve("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n## 7.3.0 - 2026-01-01\n- Old.\n");
        commitAll();

        // when
        Run empty = run(".ci/release", "7.4.0", "true");
        Files.writeString(repository.resolve("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n- New.\n");
        commitAll();
        Run failed = run(".ci/release", "7.4.0", "false");

        // then
        assertThat(dirty.output()).contains("uncommitted changes");
        assertThat(empty.output()).contains("nothing below 'Unreleased'");
        assertThat(failed.output()).contains("the checks failed");
        assertThat(run("git", "tag").output()).isEmpty();
    }

    private Matcher find(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(repository.resolve(file)));
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private void commitAll() throws Exception {
        run("git", "add", "--all");
        run("git", "commit", "--quiet", "--message", "Change something");
    }

    private Run run(String... command) throws IOException, InterruptedException {
        String program = command[0].startsWith(".ci/") ? repository.resolve(command[0]).toString() : command[0];
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, program);
        Process process = new ProcessBuilder(words).directory(repository.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
