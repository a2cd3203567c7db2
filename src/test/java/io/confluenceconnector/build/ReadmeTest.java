package io.confluenceconnector.build;

import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.secret.SecretResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows works; {@code .ci/run} runs its two commands themselves. */
class ReadmeTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");

    @Test
    void shouldStayShort() throws IOException {
        // when
        List<String> lines = Files.readAllLines(Path.of("README.md"));

        // then
        assertThat(lines).hasSizeLessThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"})
    void shouldLinkOnlyToFilesThatExist(String document) throws IOException {
        // when
        List<String> targets = LINK.matcher(Files.readString(Path.of(document))).results()
                .map(link -> link.group(1)).toList();

        // then
        assertThat(targets).allSatisfy(target -> assertThat(Path.of(target)).exists());
    }

    @Test
    void shouldShowTenantFileThatTheLoaderAccepts(@TempDir Path folder) throws IOException {
        // given
        Files.writeString(folder.resolve("acme-tenant-config.yaml"), block("tenant file"));
        SecretResolver secrets = new SecretResolver(name -> "value of " + name, (reference, reason) -> { });

        // when
        var tenants = new TenantConfigLoader(secrets).load(folder + "/*-tenant-config.yaml");

        // then
        assertThat(tenants).singleElement().satisfies(tenant -> assertThat(tenant.name().value()).isEqualTo("acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo command", "test command"})
    void shouldMarkTheCommandsThatCiRuns(String mark) throws IOException {
        // when
        String command = block(mark);

        // then
        assertThat(command.strip()).startsWith("mvn ").doesNotContain("\n");
    }

    /** The code block after a marked line. */
    private static String block(String mark) throws IOException {
        Pattern marked = Pattern.compile("(?s)<!-- " + mark + " -->\n```[a-z]+\n(.*?)```");
        return marked.matcher(Files.readString(Path.of("README.md"))).results().findFirst()
                .map((MatchResult found) -> found.group(1)).orElseThrow();
    }
}
