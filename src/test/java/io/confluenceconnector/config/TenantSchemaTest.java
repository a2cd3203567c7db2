package io.confluenceconnector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.confluenceconnector.secret.SecretResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The JSON Schema for editors says the same as the loader. */
class TenantSchemaTest {

    /** What a schema cannot say; across files, references without a value and fields written twice come on top. */
    private static final Set<WrongTenant> BEYOND_A_SCHEMA = EnumSet.of(
            WrongTenant.LABELS_EQUAL,
            WrongTenant.TOKEN_FILE_RELATIVE, // whether a file is there
            WrongTenant.COMPANY_HEADER_MISSING, // header names compare without case
            WrongTenant.SCHEDULE,
            WrongTenant.SCHEDULE_HOUR,
            WrongTenant.SCHEDULE_TWO_DAYS);

    private static final List<String> EXAMPLES = TenantYaml.ALL;
    private static final List<String> ODD_VALUES = List.of("''", "' '", "~", "true", "[]", "[a]", "{}", "0", "-1", "1", "7",
            "1.5", "3.0", "1e2", "'5'", "' 5 '", "99999999999", "one", "enabled", "disabled", "a b", "ÄÖ",
            "os.environ/BASIC_PASSWORD", "http://x.example", "https://x.example", "https://x.example/", "https://x.example/y",
            "https://x.example/y/", "https://x.example?y", "http://localhost:1", "http://127.0.0.1/y", "http://[::1]:1",
            "http://localhost.x.example", "ftp://x.example", "x.example", "https://", "'https://x y'");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TREE = tree();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(TREE);

    @TempDir
    private Path folder;

    @Test
    void shouldBeValidDraft07() {
        // given
        JsonSchema metaSchema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));

        // when
        var complaints = metaSchema.validate(TREE);

        // then
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void shouldAcceptWhatTheLoaderAccepts(String example) {
        // given
        TenantYaml yaml = TenantYaml.example(example);
        yaml.writeTo(folder);

        // when
        TenantFiles files = TenantYaml.scan(folder);
        var complaints = SCHEMA.validate(json(yaml));

        // then
        assertThat(files.files().get(0).problems()).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhatTheLoaderRefuses(WrongTenant wrong) {
        // given
        boolean expressible = !BEYOND_A_SCHEMA.contains(wrong);

        // when
        var complaints = SCHEMA.validate(json(wrong.yaml()));

        // then
        assertThat(!complaints.isEmpty()).as("refused: %s", complaints).isEqualTo(expressible);
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    @DisplayName("Both judge every field alike, whatever odd value it is given")
    void shouldAgreeOnOddValues(String example) {
        // given
        TenantYaml yaml = TenantYaml.example(example);
        List<String> fields = yaml.text().lines()
                .filter(line -> line.matches("\\s+\\w+: \\S.*") && !line.contains("{") && !line.contains("Cron:")).toList();

        // when
        List<String> disagreements = new ArrayList<>();
        for (String field : fields) {
            for (String value : ODD_VALUES) {
                String edited = field.substring(0, field.indexOf(':') + 2) + value;
                TenantYaml odd = yaml.with(field + "\n", edited + "\n");
                boolean schemaAccepts = SCHEMA.validate(json(odd)).isEmpty();
                if (schemaAccepts != problemsOf(odd).isEmpty() && !isLabelWithADot(edited)) {
                    disagreements.add(edited.strip()
                            + (schemaAccepts ? " is only refused by the loader" : " is only refused by the schema"));
                }
            }
        }

        // then
        assertThat(fields).hasSizeGreaterThan(10);
        assertThat(disagreements).isEmpty();
    }

    /** No label holds a dot, but to a schema 3.0 is the same as 3. */
    private static boolean isLabelWithADot(String edited) {
        return edited.contains("Label: 3.0");
    }

    @Test
    @DisplayName("Both know the same fields")
    void shouldListExactlyTheFieldsThatTheLoaderReads() {
        // given
        Set<String> read = new TreeSet<>();
        EXAMPLES.forEach(example -> read.addAll(fieldsAskedFor(TenantYaml.example(example))));

        // when
        Set<String> listed = fields(TREE, "").keySet();

        // then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    @DisplayName("Every field is described, and every object is closed except those that are passed on")
    void shouldDescribeEveryFieldAndCloseEveryObject() {
        // when
        Map<String, JsonNode> fields = fields(TREE, "");

        // then
        assertThat(fields).allSatisfy((path, field) -> {
            assertThat(field.path("description").asText()).as(path).isNotBlank();
            if (field.has("properties")) {
                assertThat(field.path("additionalProperties").asBoolean(true)).as(path)
                        .isEqualTo(path.equals("ingestion.pageIngestionConfig"));
            }
        });
    }

    @Test
    void shouldStateTheDefaultsThatTheLoaderApplies() {
        // given
        Map<String, String> defaults = new TreeMap<>();
        fields(TREE, "").forEach((path, field) ->
                Optional.ofNullable(field.get("default")).ifPresent(value -> defaults.put(path, value.toString())));

        // when
        Map<String, String> applied = new TreeMap<>(Map.ofEntries(
                Map.entry("status", "\"active\""),
                Map.entry("confluence.apiBaseUrl", "\"" + ConfluenceInstance.Cloud.DEFAULT_API_BASE_URL + "\""),
                Map.entry("unique.apiRateLimitPerMinute", "" + UniqueConfig.DEFAULT_API_RATE_LIMIT_PER_MINUTE),
                Map.entry("processing.concurrency", "" + ProcessingConfig.DEFAULT.concurrency()),
                Map.entry("processing.scanIntervalCron", "\"" + Schedule.DEFAULT.cron() + "\""),
                Map.entry("processing.removedSpaceGraceCycles", "" + ProcessingConfig.DEFAULT.removedSpaceGraceCycles()),
                Map.entry("processing.maxDeletePercent", "" + ProcessingConfig.DEFAULT.maxDeletePercent()),
                Map.entry("processing.reconcileEveryCycles", "" + ProcessingConfig.DEFAULT.reconcileEveryCycles()),
                Map.entry("ingestion.ingestionMode", "\"flat\""),
                Map.entry("ingestion.storeInternally", "\"enabled\""),
                Map.entry("ingestion.useV1KeyFormat", "\"disabled\""),
                Map.entry("ingestion.attachments.mode", "\"enabled\""),
                Map.entry("ingestion.attachments.allowedMimeTypes", AttachmentsConfig.DEFAULT.allowedMimeTypes().stream()
                        .map(type -> "\"" + type + "\"").collect(Collectors.joining(",", "[", "]"))),
                Map.entry("ingestion.attachments.maxFileSizeMb", "" + AttachmentsConfig.DEFAULT.maxFileSizeMb()),
                Map.entry("ingestion.attachments.imageOcr", "\"enabled\"")));

        // then
        assertThat(defaults).isEqualTo(applied);
    }

    private static Set<String> fieldsAskedFor(TenantYaml yaml) {
        Set<String> asked = new TreeSet<>();
        read(yaml, new Problems(yaml.name()), asked);
        return asked;
    }

    private static List<ConfigurationProblem> problemsOf(TenantYaml yaml) {
        Problems problems = new Problems(yaml.name());
        read(yaml, problems, new TreeSet<>());
        return problems.found();
    }

    private static void read(TenantYaml yaml, Problems problems, Set<String> asked) {
        SecretResolver secrets = new SecretResolver(TenantYaml.ENVIRONMENT::get, (reference, reason) -> {
        });
        new TenantReader(problems).read(Optional.of(new TenantName(yaml.name())),
                YamlDocument.parse(yaml.text(), problems).orElseThrow(), new Section.Context(problems, secrets, asked));
    }

    /** The fields of a schema's object and of those below it, by path. */
    private static Map<String, JsonNode> fields(JsonNode object, String path) {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.path("properties").properties().forEach(property -> {
            JsonNode field = resolved(property.getValue());
            String fieldPath = YamlDocument.child(path, property.getKey());
            fields.put(fieldPath, field);
            if (!"ingestion.pageIngestionConfig".equals(fieldPath)) {
                fields.putAll(fields(field, fieldPath));
            }
        });
        return fields;
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? TREE.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static JsonNode json(TenantYaml yaml) {
        Problems problems = new Problems(yaml.name());
        return JSON.valueToTree(YamlDocument.plain(YamlDocument.parse(yaml.text(), problems).orElseThrow()));
    }

    private static JsonNode tree() {
        try (InputStream file = TenantSchemaTest.class.getResourceAsStream("/schema/tenant-config.schema.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
