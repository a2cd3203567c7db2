package io.confluenceconnector.config;

import static io.confluenceconnector.config.TenantYaml.CLOUD;
import static io.confluenceconnector.config.TenantYaml.CLOUD_GATEWAY;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_BASIC;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_FULL;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_PAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tenant files mean, and what is said when they are wrong. */
class TenantConfigLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadCloudTenantInExternalMode() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);

        // when
        TenantConfig tenant = load().get(0);

        // then
        assertThat(tenant.name()).isEqualTo(new TenantName("cloud-external"));
        assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(tenant.confluence().instanceType()).isEqualTo(InstanceType.CLOUD);
        assertThat(tenant.confluence().confluenceApiBase()).isEqualTo(
                URI.create("https://api.atlassian.com/ex/confluence/5f0c7d1e-8a43-4f1b-9a57-2d6b1c9e4a10"));
        ConfluenceAuth.OAuth2LeggedAuth auth = (ConfluenceAuth.OAuth2LeggedAuth) tenant.confluence().auth();
        assertThat(auth.clientId()).isEqualTo("heron-works-reader");
        assertThat(auth.tokenUrl()).isEqualTo(URI.create("https://api.atlassian.com/oauth/token"));
        PlatformAuth.External platform = (PlatformAuth.External) tenant.unique().auth();
        assertThat(platform.clientId()).isEqualTo("confluence-connector");
        assertThat(platform.projectId().reveal()).isEqualTo("225544887766113355");
        assertThat(platform.clientSecret().reveal()).isEqualTo("zitadel-value");
        assertThat(tenant.unique().isExternal()).isTrue();
    }

    @Test
    @DisplayName("B30: the line break that a Kubernetes secret ends with is not part of the secret")
    void shouldStripWhiteSpaceAroundSecrets() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);

        // when
        ConfluenceAuth auth = load().get(0).confluence().auth();

        // then
        assertThat(((ConfluenceAuth.OAuth2LeggedAuth) auth).clientSecret().reveal()).isEqualTo("heron-value");
    }

    @Test
    void shouldApplyDefaults() {
        // given
        TenantYaml.example(CLOUD).with("status: active\n", "").writeTo(folder);

        // when
        TenantConfig tenant = load().get(0);

        // then
        assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(tenant.unique().apiRateLimitPerMinute()).isEqualTo(100);
        assertThat(tenant.unique().ingestionConfig()).isEmpty();
        assertThat(tenant.processing()).isEqualTo(
                new ProcessingConfig(1, new Schedule("*/15 * * * *"), OptionalInt.empty(), 2, 100, 96));
        IngestionConfig ingestion = tenant.ingestion();
        assertThat(ingestion.ingestionMode()).isEqualTo(IngestionMode.FLAT);
        assertThat(ingestion.storeInternally()).isTrue();
        assertThat(ingestion.useV1KeyFormat()).isFalse();
        assertThat(ingestion.pageIngestionConfig()).isEmpty();
        assertThat(ingestion.inlinesImages()).isFalse();
        assertThat(ingestion.attachments().enabled()).isTrue();
        assertThat(ingestion.attachments().imageOcr()).isTrue();
        assertThat(ingestion.attachments().maxFileSizeBytes()).isEqualTo(209_715_200L);
        assertThat(ingestion.attachments().allowedMimeTypes()).containsExactly(
                "application/pdf",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "text/plain", "text/csv", "text/html", "image/png", "image/jpeg");
    }

    @Test
    @DisplayName("B89: labels are compared in lower case")
    void shouldReadDataCenterTenantInsideTheCluster() {
        // given
        TenantYaml.example(DATA_CENTER_PAT).writeTo(folder);

        // when
        TenantConfig tenant = load().get(0);

        // then
        assertThat(tenant.confluence().confluenceApiBase()).isEqualTo(URI.create("https://wiki.lindenhof.example/confluence"));
        assertThat(((ConfluenceAuth.PersonalAccessTokenAuth) tenant.confluence().auth()).token().reveal())
                .isEqualTo("lindenhof-value");
        assertThat(tenant.confluence().apiRateLimitPerMinute()).isEqualTo(300);
        assertThat(tenant.confluence().ingestSingleLabel()).isEqualTo("knowledge");
        assertThat(tenant.confluence().ingestAllLabel()).isEqualTo("knowledge-tree");
        assertThat(tenant.unique().auth()).isEqualTo(
                new PlatformAuth.ClusterLocal(Map.of("x-company-id", "4711", "x-user-id", "svc-lindenhof")));
        assertThat(tenant.processing().schedule().quartzExpression()).startsWith("0 0 6,7,8,");
        assertThat(tenant.ingestion().attachments().enabled()).isFalse();
    }

    @Test
    void shouldReadTextThatLooksLikeNumbersAsWritten() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);
        TenantYaml.example(DATA_CENTER_BASIC).writeTo(folder);

        // when
        TenantConfig tenant = load().get(1);

        // then
        assertThat(tenant.status()).isEqualTo(TenantStatus.INACTIVE);
        assertThat(tenant.ingestion().scopeId()).isEqualTo("90210");
        assertThat(((PlatformAuth.ClusterLocal) tenant.unique().auth()).extraHeaders()).containsEntry("x-company-id", "4711");
        assertThat(((ConfluenceAuth.BasicAuth) tenant.confluence().auth()).username().reveal()).isEqualTo("mira");
    }

    @Test
    void shouldReadEveryField() {
        // given
        TenantYaml.example(DATA_CENTER_FULL).writeTo(folder);

        // when
        TenantConfig tenant = load().get(0);

        // then
        assertThat(tenant.status()).isEqualTo(TenantStatus.DELETED);
        assertThat(((ConfluenceAuth.OAuth2LeggedAuth) tenant.confluence().auth()).clientId()).isEqualTo("quarry-reader");
        assertThat(tenant.unique().apiRateLimitPerMinute()).isEqualTo(250);
        assertThat(tenant.unique().ingestionConfig()).containsEntry("chunkStrategy", "BY_HEADING");
        assertThat(tenant.processing()).isEqualTo(
                new ProcessingConfig(8, new Schedule("30 5 2 1 * *"), OptionalInt.of(500), 3, 20, 0));
        assertThat(tenant.ingestion().storeInternally()).isFalse();
        assertThat(tenant.ingestion().useV1KeyFormat()).isTrue();
        assertThat(tenant.ingestion().attachments().allowedMimeTypes()).containsExactly("application/pdf", "image/png");
        assertThat(tenant.ingestion().attachments().maxFileSizeMb()).isEqualTo(50);
        assertThat(tenant.ingestion().attachments().imageOcr()).isFalse();
    }

    @Test
    @DisplayName("P15: pageIngestionConfig is kept verbatim and switches inlining on")
    void shouldKeepPageIngestionConfigVerbatim() {
        // given
        TenantYaml.example(DATA_CENTER_FULL).writeTo(folder);

        // when
        IngestionConfig ingestion = load().get(0).ingestion();

        // then
        assertThat(ingestion.pageIngestionConfig()).isEqualTo(Map.of("htmlConfig", Map.of("imageContentExtraction",
                Map.of("enabled", true, "languageModel", "vision-large"))));
        assertThat(ingestion.inlinesImages()).isTrue();
    }

    @Test
    void shouldAppendCloudIdToConfiguredGateway() {
        // given
        TenantYaml.example(CLOUD_GATEWAY).writeTo(folder);

        // when
        ConfluenceConfig confluence = load().get(0).confluence();

        // then
        assertThat(confluence.confluenceApiBase()).isEqualTo(URI.create("http://127.0.0.1:9443/gateway/ex/confluence/otter"));
        assertThat(((ConfluenceAuth.OAuth2LeggedAuth) confluence.auth()).tokenUrl())
                .isEqualTo(URI.create("https://auth.atlassian.com/oauth/token"));
    }

    @Test
    void shouldFetchDataCenterTokensBelowTheBaseUrlByDefault() {
        // given
        TenantYaml.example(DATA_CENTER_FULL)
                .with("    tokenUrl: https://docs.quarry.example:8443/wiki/rest/oauth2/latest/token\n", "")
                .writeTo(folder);

        // when
        ConfluenceAuth auth = load().get(0).confluence().auth();

        // then
        assertThat(((ConfluenceAuth.OAuth2LeggedAuth) auth).tokenUrl())
                .isEqualTo(URI.create("https://docs.quarry.example:8443/wiki/rest/oauth2/latest/token"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each mistake gives one message, with file, line, field, and what would be right; no secret in it (S7, B110)")
    void shouldTellEachMistakeOnce(WrongTenant wrong) {
        // given
        Path file = wrong.yaml().writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.tenants()).isEmpty();
        assertThat(files.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file.toString());
            assertThat(problem.line()).isPresent();
            assertThat(problem.fieldPath()).hasValue(wrong.fieldPath);
            assertThat(problem.toString()).contains(wrong.message).doesNotContain("hunter2").doesNotContain("70707070");
        });
    }

    @Test
    @DisplayName("S3: Cloud offers neither PAT nor basic, and what these would need is not asked for")
    void shouldRefusePersonalAccessTokenForCloud() {
        // given
        TenantYaml.example(CLOUD).with("mode: oauth_2lo", "mode: pat").writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement().hasToString("confluence.auth.mode (line 8): "
                + "is pat, which Confluence Cloud does not offer here. Use oauth_2lo");
    }

    @ParameterizedTest
    @DisplayName("S7: a reference without a value behind it is told with field and reference")
    @ValueSource(strings = {"os.environ/NOT_SET", "os.file//does/not/exist", "os.environ/"})
    void shouldNameReferenceThatCannotBeRead(String reference) {
        // given
        TenantYaml.example(DATA_CENTER_PAT).with("os.environ/LINDENHOF_TOKEN", reference).writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.fieldPath()).hasValue("confluence.auth.token");
            assertThat(problem.problem()).contains("'" + reference + "'");
        });
    }

    @Test
    void shouldReportEveryProblemOfEveryFile() {
        // given
        TenantYaml.example(CLOUD).with("status: active", "status: on").with("scopeId:", "scope:").writeTo(folder);
        TenantYaml.example(DATA_CENTER_PAT).with("concurrency: 4", "concurrency: 0").writeTo(folder);

        // when
        Throwable thrown = catchThrowable(this::load);

        // then
        assertThat(thrown).isInstanceOf(ConfigurationException.class).hasMessage("""
                Wrong configuration, 3 problems
                %1$s/cloud-external-tenant-config.yaml:
                  - status (line 2): is 'on', which is not one of active, inactive, deleted. \
                Write one of these
                  - ingestion.scope (line 23): is not a known field. Did you mean 'scopeId'?
                %1$s/data-center-pat-tenant-config.yaml:
                  - processing.concurrency (line 19): is 0. Write a whole number, at least 1""".formatted(folder));
    }

    @Test
    void shouldReportProblemsInTheOrderOfLines() {
        // given
        TenantYaml.example(DATA_CENTER_PAT).with("concurrency: 4", "concurrency: 0").with("confluence:\n", "confluence:\n  colour: red\n")
                .with("mode: pat", "mode: pet").writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).hasSize(3).extracting(problem -> problem.line().orElseThrow()).isSorted();
    }

    @Test
    @DisplayName("P18: a wrong file does not keep the valid ones from being read")
    void shouldKeepValidTenantsBesideWrongOnes() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);
        Path wrong = WrongTenant.CONCURRENCY_ZERO.yaml().writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.tenants()).extracting(TenantConfig::name).containsExactly(new TenantName("cloud-external"));
        assertThat(files.files().get(1).path()).isEqualTo(wrong);
        assertThat(files.files().get(1).name()).hasValue(new TenantName("data-center-pat"));
    }

    @Test
    @DisplayName("P18: an edit changes the hash of a file")
    void shouldTellEditedFilesFromUntouchedOnes() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);
        String before = TenantYaml.scan(folder).files().get(0).contentHash();

        // when
        String untouched = TenantYaml.scan(folder).files().get(0).contentHash();
        TenantYaml.example(CLOUD).with("120", "121").writeTo(folder);
        String edited = TenantYaml.scan(folder).files().get(0).contentHash();

        // then
        assertThat(untouched).isEqualTo(before).hasSize(64);
        assertThat(edited).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''                                | The file is empty",
            "'# nothing'                       | The file is empty",
            "'- a'                             | The file does not hold an object",
            "'a: 1\n---\nb: 2'                 | The file holds several documents",
            "'confluence:\n\tx: hunter2'       | The file is not valid YAML, at column 1: a tab stands where only blanks may",
            "'confluence: *hunter2'            | begins with an asterisk",
            "'confluence: */15 hunter2'        | begins with an asterisk",
            "'confluence: \"hunter2'           | a quote is opened and not closed",
            "'confluence: [hunter2\nx: y'      | a bracket or brace is opened and not closed",
            "'confluence: x: hunter2'          | a colon stands where no field can be",
            "'confluence: |\n hunter2\nx'      | a field has no colon",
            "'confluence:\n  x: y\n z: hunter2' | the line is not indented as the ones before it",
            "'confluence: @hunter2'            | a character that has a meaning of its own",
            "'confluence: !hunter2! x'         | the parser does not understand this line",
            "'confluence: &a\n  unique: *a'    | The structure contains itself",
            "'confluence: !hunter2 {}\nunique: {}\ningestion: {}' | confluence",
    })
    @DisplayName("S7: what is not a tenant file at all is refused, without showing its text")
    void shouldRefuseWhatIsNoTenantFile(String text, String message) {
        // given
        new TenantYaml("odd", text).writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.tenants()).isEmpty();
        assertThat(files.problems().get(0).toString()).contains(message);
        assertThat(files.problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldRefuseFieldThatIsWrittenTwice() {
        // given
        TenantYaml.example(DATA_CENTER_PAT).with("    token:", "    token: os.environ/BASIC_PASSWORD\n    token:").writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement()
                .hasToString("confluence.auth.token (line 8): is written twice; first in line 7. Remove one of the two");
    }

    @Test
    void shouldRefuseFileThatMultipliesItself() {
        // given
        String bomb = "a0: &a0 [x, x]\n";
        for (int level = 1; level < 30; level++) {
            bomb += "a%1$d: &a%1$d [*a%2$d, *a%2$d]%n".formatted(level, level - 1);
        }
        new TenantYaml("bomb", bomb).writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.problem()).contains("too many aliases"));
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() throws IOException {
        // given
        Files.write(folder.resolve("latin-tenant-config.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement().hasToString("The file is not UTF-8 text. Save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Heron", "heron_works", "-heron", "heron--works", "heron-"})
    void shouldRefuseFileNameThatIsNoTenantName(String name) {
        // given
        TenantYaml.example(CLOUD).named(name).writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement().satisfies(problem ->
                assertThat(problem.remedy()).contains("<tenant>-tenant-config.yaml"));
    }

    @Test
    void shouldRefuseTwoActiveTenantsOfOneInstance() {
        // given
        TenantYaml.example(DATA_CENTER_PAT).named("first").writeTo(folder);
        TenantYaml.example(DATA_CENTER_PAT).named("second")
                .with("wiki.lindenhof.example/", "WIKI.lindenhof.example:443/").with("scope_lindenhof_root", "other")
                .writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.tenants()).isEmpty();
        assertThat(files.problems()).extracting(ConfigurationProblem::toString).containsExactly(
                "confluence: The Confluence instance is also that of " + folder.resolve("second-tenant-config.yaml")
                        + ". Keep one tenant of this instance active",
                "confluence: The Confluence instance is also that of " + folder.resolve("first-tenant-config.yaml")
                        + ". Keep one tenant of this instance active");
    }

    @Test
    void shouldAllowInactiveTenantOfTheSameInstance() {
        // given
        TenantYaml.example(CLOUD).named("first").writeTo(folder);
        TenantYaml.example(CLOUD).named("second")
                .with("status: active", "status: inactive").with("scope_heron_root", "other").writeTo(folder);

        // when
        List<TenantConfig> tenants = load();

        // then
        assertThat(tenants).extracting(TenantConfig::status).containsExactly(TenantStatus.ACTIVE, TenantStatus.INACTIVE);
    }

    @Test
    void shouldRefuseTwoTenantsWithOneRootScope() {
        // given
        TenantYaml.example(CLOUD).writeTo(folder);
        TenantYaml.example(DATA_CENTER_PAT).with("scope_lindenhof_root", "scope_heron_root").writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).extracting(ConfigurationProblem::fieldPath)
                .allSatisfy(path -> assertThat(path).hasValue("ingestion.scopeId")).hasSize(2);
    }

    @Test
    void shouldRefuseOneTenantNameInTwoFolders() throws IOException {
        // given
        TenantYaml.example(CLOUD).named("heron").writeTo(Files.createDirectory(folder.resolve("a")));
        TenantYaml.example(DATA_CENTER_PAT).named("heron").writeTo(Files.createDirectory(folder.resolve("b")));

        // when
        TenantFiles files = TenantYaml.loader().scan(folder + "/**-tenant-config.yaml");

        // then
        assertThat(files.problems()).hasSize(2).allSatisfy(problem ->
                assertThat(problem.problem()).startsWith("The tenant name is also that of"));
    }

    @Test
    void shouldRefuseFolderWithoutTenantFiles() {
        // when
        TenantFiles files = TenantYaml.scan(folder.resolve("missing"));

        // then
        assertThat(files.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("TENANT_CONFIG_PATH_PATTERN=" + folder + "/missing/*-tenant-config.yaml");
            assertThat(problem.problem()).isEqualTo("No tenant file is found");
        });
    }

    @Test
    void shouldRefusePatternThatIsNone() {
        // when
        TenantFiles files = TenantYaml.loader().scan(folder + "/{a,b");

        // then
        assertThat(files.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.problem()).isEqualTo("This is not a valid path pattern"));
    }

    @Test
    void shouldRefuseToStartWithInactiveTenantsOnly() {
        // given
        TenantYaml.example(DATA_CENTER_BASIC).writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);

        // then
        assertThat(files.problems()).singleElement().hasToString(
                "status: is inactive in every file, so that there is nothing to do. Set one tenant to active");
    }

    @Test
    @DisplayName("P18: mounted ConfigMaps are links into hidden folders, and every file counts once")
    void shouldReadMountedConfigMap() throws IOException {
        // given
        Path version = Files.createDirectory(folder.resolve("..2026_11_25"));
        TenantYaml.example(CLOUD).writeTo(version);
        Files.createSymbolicLink(folder.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(folder.resolve("cloud-external-tenant-config.yaml"),
                Path.of("..data/cloud-external-tenant-config.yaml"));

        // when
        TenantFiles files = TenantYaml.loader().scan(folder + "/**-tenant-config.yaml");

        // then
        assertThat(files.files()).extracting(TenantFile::path)
                .containsExactly(folder.resolve("cloud-external-tenant-config.yaml"));
        assertThat(files.tenants()).hasSize(1);
    }

    private List<TenantConfig> load() {
        return TenantYaml.loader().load(folder + "/*-tenant-config.yaml");
    }
}
