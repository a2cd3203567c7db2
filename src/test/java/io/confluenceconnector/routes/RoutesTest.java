package io.confluenceconnector.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.apache.camel.NamedNode;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped route files keep to the habits that make them readable, tweakable and editable in Kaoto. */
class RoutesTest {

    private static final JsonSchema CAMEL_SCHEMA = camelSchema();

    /** Steps whose name and value say all there is to say. */
    private static final Set<String> PLAIN_STEPS = Set.of("setBody", "setHeader", "setProperty", "removeHeaders");
    private static final Set<String> SHORT_FORMS = Set.of("to", "toD", "from", "log", "setBody", "setHeader", "setProperty", "bean",
            "process", "simple", "constant", "removeHeaders", "wireTap");
    private static final Set<String> LANGUAGES = Set.of("simple", "constant", "method", "header", "exchangeProperty", "variable");
    private static final Pattern OPERATOR_WITH_BLANK = Pattern.compile("(?i)\\b(starts|ends) with\\b|\\bnot (contains|in|range|regex|is)\\b");
    private static final Pattern SIMPLE = Pattern.compile(
            "true|false|(\\$\\{[^{}()]+}|'\\{\\{[a-z.-]+}}')( (==|!=|>|<|>=|<=|contains|in) ('[^']*'|\\d+|true|false|null|\\$\\{[^{}()]+}))?");
    private static final Pattern CARRIES_ATTACHMENT = Pattern.compile("attachment-(size|transfer|download).*|image-download.*|upload-request");

    static Stream<RouteFile> files() {
        return RouteFile.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("S24: every file is valid by the schema of the Camel version in use")
    void shouldMatchSchemaOfCamel(RouteFile file) {
        // then
        assertThat(CAMEL_SCHEMA.validate(file.root())).filteredOn(message -> !isPlaceholderForNumber(message)).isEmpty();
    }

    /** The schema knows numbers only, where Camel and Kaoto take a placeholder as well. */
    private static boolean isPlaceholderForNumber(ValidationMessage message) {
        return message.getType().equals("type") && message.getInstanceNode().asText().matches("\\{\\{[a-z.-]+}}");
    }

    @Test
    @DisplayName("the schema does refuse an unknown step, so that the test above can fail")
    void shouldRefuseUnknownStep() {
        // given
        JsonNode wrong = new ObjectMapper().valueToTree(List.of(Map.of("route",
                Map.of("id", "x", "from", Map.of("uri", "timer:x", "steps", List.of(Map.of("sett", Map.of())))))));

        // then
        assertThat(CAMEL_SCHEMA.validate(wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("a file is named as its stage, and each of its routes tells an id and a sentence")
    void shouldNameStageAndDescribeRoutes(RouteFile file) {
        // given
        String lastWord = file.stage().substring(file.stage().lastIndexOf('-') + 1);

        // then
        assertThat(file.routeIds()).matches(ids -> ids.contains(file.stage()) || ids.stream().allMatch(id -> id.endsWith(lastWord)),
                "named as the stage");
        assertThat(file.routes()).allSatisfy(route -> {
            assertThat(route.path("id").asText()).matches("[a-z][a-z-]*|\\*");
            assertThat(route.path("description").asText()).matches("[A-Z].*[.?]");
        });
    }

    @Test
    @DisplayName("ids of routes and of steps are unique in the whole set, or Camel does not start")
    void shouldHaveUniqueIds() {
        // then
        assertThat(files().flatMap(file -> file.routeIds().stream())).doesNotHaveDuplicates();
        assertThat(files().flatMap(file -> RouteFile.values(file.root(), "id").stream())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("every step has an id, but those that only set or remove a value")
    void shouldNameSteps(RouteFile file) {
        // then
        assertThat(RouteFile.steps(file.root())).filteredOn(step -> !PLAIN_STEPS.contains(step.getKey()))
                .allSatisfy(step -> assertThat(step.getValue().path("id").asText()).as(step.toString()).matches("[a-z][a-z-]*"));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("files have the form that Kaoto writes, and nothing that it drops: short forms, query strings, comments, anchors")
    void shouldHaveFormOfKaoto(RouteFile file) {
        // given
        List<String> shortForms = new ArrayList<>();
        RouteFile.visit(file.root(), (key, value) -> {
            if (SHORT_FORMS.contains(key) && value.isTextual()) {
                shortForms.add(key + ": " + value.asText());
            }
            if (LANGUAGES.contains(key) && value.isObject() && !value.has("expression") && !value.has("ref")) {
                shortForms.add(key);
            }
        });

        // then
        assertThat(shortForms).isEmpty();
        assertThat(RouteFile.values(file.root(), "uri")).noneMatch(uri -> uri.asText().contains("?"));
        assertThat(file.yaml().lines()).noneMatch(line -> line.strip().startsWith("#"));
        assertThat(file.yaml()).doesNotContainPattern("(?m):\\s+[&*]\\w+$").doesNotContain("<<:");
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("simple reads a value, compares it or tests for null, and does nothing else")
    void shouldKeepExpressionsSimple(RouteFile file) {
        // then
        assertThat(RouteFile.values(file.root(), "simple")).allSatisfy(simple -> assertThat(simple.path("expression").asText())
                .matches(SIMPLE).doesNotContainPattern(OPERATOR_WITH_BLANK));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("S17: routes that carry attachments cache no stream, and nothing in them makes text or bytes of a body")
    void shouldKeepStreams(RouteFile file) {
        // given
        List<JsonNode> carriers = file.routes().stream()
                .filter(route -> CARRIES_ATTACHMENT.matcher(route.path("id").asText()).matches()).toList();

        // then
        assertThat(carriers).allSatisfy(route -> {
            assertThat(route.path("streamCache").asText()).isEqualTo("false");
            assertThat(RouteFile.steps(route)).extracting(Map.Entry::getKey)
                    .doesNotContain("convertBodyTo", "unmarshal", "marshal", "log", "transform", "multicast");
        });
    }

    @Test
    @DisplayName("S17: these routes exist")
    void shouldKnowCarriersOfAttachments() {
        // then
        assertThat(files().flatMap(file -> file.routeIds().stream()).filter(CARRIES_ATTACHMENT.asMatchPredicate())).contains(
                "attachment-size", "attachment-size-attempt", "attachment-transfer", "attachment-transfer-attempt",
                "attachment-download", "image-download", "image-download-attempt", "upload-request");
    }

    @Test
    @DisplayName("P10: every route that is retried begins a new call, or what was tried before it uses up its tries")
    void shouldBeginNewCallWhereverTriesAreCounted() {
        // given
        List<JsonNode> retried = files().flatMap(file -> file.routes().stream()).filter(route -> route.has("routeConfigurationId")).toList();

        // then
        assertThat(retried).hasSizeGreaterThan(5).allSatisfy(route -> assertThat(route.path("from").path("steps").path(0)
                .path("process").path("ref").asText()).as(route.path("id").asText()).isEqualTo("newCall"));
    }

    @Test
    @DisplayName("every tunable is used by a route")
    void shouldUseEveryTunable() {
        // given
        String all = String.join("\n", files().map(RouteFile::yaml).toList());

        // then
        assertThat(RouteTunables.names()).isNotEmpty().allSatisfy(name -> assertThat(all).contains("{{" + name + "}}"));
    }

    @Test
    @DisplayName("what Camel makes of the files has every id that they have: nothing is dropped between file and route")
    void shouldKeepEveryStepWhenLoaded() throws Exception {
        // given
        Set<String> written = new HashSet<>();
        files().flatMap(file -> RouteFile.steps(file.root()).stream()).map(step -> step.getValue().path("id").asText())
                .filter(id -> !id.isEmpty()).forEach(written::add);

        // when
        Set<String> loaded = load();

        // then
        assertThat(written).hasSizeGreaterThan(100);
        assertThat(loaded).containsAll(written);
    }

    private static Set<String> load() throws Exception {
        Set<String> ids = new HashSet<>();
        DefaultCamelContext context = new DefaultCamelContext();
        for (Path file : RouteFolder.shipped()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromBytes(file.toString(), Files.readAllBytes(file)));
        }
        Stream.concat(context.getRouteDefinitions().stream(), context.getRouteTemplateDefinitions().stream().map(RouteTemplateDefinition::getRoute))
                .flatMap(route -> ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), NamedNode.class).stream())
                .map(NamedNode::getId).filter(Objects::nonNull).forEach(ids::add);
        context.stop();
        return ids;
    }

    private static JsonSchema camelSchema() {
        try (InputStream schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
