package io.confluenceconnector.config;

import io.confluenceconnector.secret.Secret;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the document of one tenant, field by field, with every rule that concerns this tenant alone. */
final class TenantReader {

    private enum ConfluenceAuthMode implements Choice {
        OAUTH_2LO, PAT, BASIC
    }

    private enum ServiceAuthMode implements Choice {
        CLUSTER_LOCAL, EXTERNAL
    }

    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final Pattern CLOUD_ID = Pattern.compile("[A-Za-z0-9._~-]+");
    /** What Confluence allows. */
    private static final Pattern LABEL = Pattern.compile("[^\\s:;,.?&\\[\\]()<>#^*@!]+");
    private static final Pattern MIME_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+");

    private final Problems problems;

    TenantReader(Problems problems) {
        this.problems = problems;
    }

    Optional<TenantConfig> read(Optional<TenantName> name, MappingNode document, Section.Context context) {
        Section root = Section.root(context, document);
        Optional<TenantStatus> status = root.optional("status").choice(TenantStatus.class);
        Optional<ConfluenceConfig> confluence = confluence(root.requiredSection("confluence"));
        Optional<UniqueConfig> unique = unique(root.requiredSection("unique"));
        Optional<ProcessingConfig> processing = processing(root.optionalSection("processing"));
        Optional<IngestionConfig> ingestion = ingestion(root.requiredSection("ingestion"));
        root.reportUnknownFields();
        return problems.build(() -> new TenantConfig(name.orElseThrow(), status.orElse(TenantStatus.ACTIVE),
                confluence.orElseThrow(), unique.orElseThrow(), processing.orElseThrow(), ingestion.orElseThrow()));
    }

    private Optional<ConfluenceConfig> confluence(Section section) {
        Optional<InstanceType> type = section.required("instanceType").choice(InstanceType.class);
        Optional<ConfluenceInstance> instance = type.flatMap(known -> switch (known) {
            case CLOUD -> cloud(section);
            case DATA_CENTER -> dataCenter(section);
        });
        if (type.isEmpty()) {
            List.of("baseUrl", "cloudId", "apiBaseUrl").forEach(section::optional);
        }
        Optional<ConfluenceAuth> auth = auth(section.requiredSection("auth"), type, instance);
        Optional<Integer> rateLimit = section.required("apiRateLimitPerMinute").integerOrNumericText(1, UNBOUNDED);
        Optional<String> single = label(section.required("ingestSingleLabel"));
        Field allLabel = section.required("ingestAllLabel");
        Optional<String> all = label(allLabel);
        if (all.isPresent() && single.filter(all.get()::equalsIgnoreCase).isPresent()) {
            allLabel.wrong("is the same label as ingestSingleLabel", "Use two different labels");
        }
        section.reportUnknownFields();
        return problems.build(() -> new ConfluenceConfig(instance.orElseThrow(), auth.orElseThrow(),
                rateLimit.orElseThrow(), single.orElseThrow(), all.orElseThrow()));
    }

    private static Optional<String> label(Field field) {
        return field.text().flatMap(text -> LABEL.matcher(text).matches() ? Optional.of(text)
                : field.wrong("is '" + text + "', which no label of Confluence can be",
                        "Write the label as the page shows it, without blanks and without any of : ; , . ? & [ ] ( ) < > # ^ * @ !"));
    }

    private Optional<ConfluenceInstance> cloud(Section section) {
        Optional<URI> baseUrl = section.required("baseUrl").url(UrlRule.SITE);
        Field cloudIdField = section.required("cloudId");
        Optional<String> cloudId = cloudIdField.text().flatMap(text -> CLOUD_ID.matcher(text).matches()
                ? Optional.of(text)
                : cloudIdField.wrong("is '" + text + "'", "Copy the cloudId from https://<site>/_edge/tenant_info"));
        Optional<URI> apiBaseUrl = section.optional("apiBaseUrl").url(UrlRule.BASE);
        return problems.build(() -> new ConfluenceInstance.Cloud(baseUrl.orElseThrow(), cloudId.orElseThrow(),
                apiBaseUrl.orElse(ConfluenceInstance.Cloud.DEFAULT_API_BASE_URL)));
    }

    private Optional<ConfluenceInstance> dataCenter(Section section) {
        section.notWith("instanceType data-center", "cloudId", "apiBaseUrl");
        Optional<URI> baseUrl = section.required("baseUrl").url(UrlRule.BASE);
        return problems.build(() -> new ConfluenceInstance.DataCenter(baseUrl.orElseThrow()));
    }

    private Optional<ConfluenceAuth> auth(Section section, Optional<InstanceType> type,
            Optional<ConfluenceInstance> instance) {
        Field modeField = section.required("mode");
        Optional<ConfluenceAuthMode> mode = modeField.choice(ConfluenceAuthMode.class)
                .flatMap(chosen -> type.equals(Optional.of(InstanceType.CLOUD)) && chosen != ConfluenceAuthMode.OAUTH_2LO
                        ? modeField.wrong("is " + chosen.text() + ", which Confluence Cloud does not offer here", "Use oauth_2lo")
                        : Optional.of(chosen));
        choice(section, mode.map(chosen -> "mode " + chosen.text()),
                "clientId", "clientSecret", "tokenUrl", "token", "username", "password");
        Optional<ConfluenceAuth> auth = mode.flatMap(chosen -> switch (chosen) {
            case OAUTH_2LO -> oauth(section, instance);
            case PAT -> personalAccessToken(section);
            case BASIC -> basic(section);
        });
        section.reportUnknownFields();
        return auth;
    }

    /** Fields that depend on a choice: all of them may be there as long as nobody knows what was chosen. */
    private static void choice(Section section, Optional<String> chosen, String... fields) {
        chosen.ifPresentOrElse(choice -> section.notWith(choice, fields), () -> List.of(fields).forEach(section::optional));
    }

    private Optional<ConfluenceAuth> oauth(Section section, Optional<ConfluenceInstance> instance) {
        Optional<String> clientId = section.required("clientId").credential();
        Optional<Secret> clientSecret = section.required("clientSecret").secret();
        Optional<URI> tokenUrl = section.optional("tokenUrl").url(UrlRule.ADDRESS);
        return problems.build(() -> new ConfluenceAuth.OAuth2LeggedAuth(clientId.orElseThrow(), clientSecret.orElseThrow(),
                tokenUrl.orElseGet(() -> instance.orElseThrow().defaultTokenUrl())));
    }

    private Optional<ConfluenceAuth> personalAccessToken(Section section) {
        Optional<Secret> token = section.required("token").secret();
        return problems.build(() -> new ConfluenceAuth.PersonalAccessTokenAuth(token.orElseThrow()));
    }

    private Optional<ConfluenceAuth> basic(Section section) {
        Optional<Secret> username = section.required("username").secret();
        Optional<Secret> password = section.required("password").secret();
        return problems.build(() -> new ConfluenceAuth.BasicAuth(username.orElseThrow(), password.orElseThrow()));
    }

    private Optional<UniqueConfig> unique(Section section) {
        Optional<ServiceAuthMode> mode = section.required("serviceAuthMode").choice(ServiceAuthMode.class);
        choice(section, mode.map(chosen -> "serviceAuthMode " + chosen.text()), "serviceExtraHeaders",
                "zitadelOauthTokenUrl", "zitadelClientId", "zitadelProjectId", "zitadelClientSecret");
        Optional<PlatformAuth> auth = mode.flatMap(chosen -> switch (chosen) {
            case CLUSTER_LOCAL -> clusterLocal(section.required("serviceExtraHeaders"));
            case EXTERNAL -> external(section);
        });
        UrlRule rule = mode.equals(Optional.of(ServiceAuthMode.EXTERNAL)) ? UrlRule.BASE : UrlRule.CLUSTER_BASE;
        Optional<URI> ingestion = section.required("ingestionServiceBaseUrl").url(rule);
        Optional<URI> scopeManagement = section.required("scopeManagementServiceBaseUrl").url(rule);
        Optional<Integer> rateLimit = section.optional("apiRateLimitPerMinute").integerOrNumericText(1, UNBOUNDED);
        Optional<Map<String, Object>> ingestionConfig = section.optional("ingestionConfig").freeForm();
        section.reportUnknownFields();
        return problems.build(() -> new UniqueConfig(auth.orElseThrow(), ingestion.orElseThrow(),
                scopeManagement.orElseThrow(), rateLimit.orElse(UniqueConfig.DEFAULT_API_RATE_LIMIT_PER_MINUTE),
                ingestionConfig.orElse(Map.of())));
    }

    private Optional<PlatformAuth> clusterLocal(Field field) {
        Optional<Map<String, String>> headers = field.texts();
        headers.ifPresent(present -> PlatformAuth.ClusterLocal.missingHeaders(present.keySet()).forEach(name ->
                field.wrong("lacks " + name, "Add " + name + ", as the platform's operators give it to you")));
        return problems.build(() -> new PlatformAuth.ClusterLocal(headers.orElseThrow()));
    }

    private Optional<PlatformAuth> external(Section section) {
        Optional<URI> tokenUrl = section.required("zitadelOauthTokenUrl").url(UrlRule.ADDRESS);
        Optional<String> clientId = section.required("zitadelClientId").credential();
        Optional<Secret> projectId = section.required("zitadelProjectId").secretOrLiteral();
        Optional<Secret> clientSecret = section.required("zitadelClientSecret").secret();
        return problems.build(() -> new PlatformAuth.External(tokenUrl.orElseThrow(), clientId.orElseThrow(),
                projectId.orElseThrow(), clientSecret.orElseThrow()));
    }

    private Optional<ProcessingConfig> processing(Section section) {
        Optional<Integer> concurrency = section.optional("concurrency").integer(1, UNBOUNDED);
        Optional<Schedule> schedule = section.optional("scanIntervalCron").schedule();
        Optional<Integer> maxItemsToScan = section.optional("maxItemsToScan").integer(1, UNBOUNDED);
        Optional<Integer> graceCycles = section.optional("removedSpaceGraceCycles").integer(1, UNBOUNDED);
        Optional<Integer> maxDeletePercent = section.optional("maxDeletePercent").integer(1, 100);
        Optional<Integer> reconcileEvery = section.optional("reconcileEveryCycles").integer(0, UNBOUNDED);
        section.reportUnknownFields();
        return problems.build(() -> new ProcessingConfig(
                concurrency.orElse(ProcessingConfig.DEFAULT.concurrency()),
                schedule.orElse(ProcessingConfig.DEFAULT.schedule()),
                maxItemsToScan.map(OptionalInt::of).orElse(OptionalInt.empty()),
                graceCycles.orElse(ProcessingConfig.DEFAULT.removedSpaceGraceCycles()),
                maxDeletePercent.orElse(ProcessingConfig.DEFAULT.maxDeletePercent()),
                reconcileEvery.orElse(ProcessingConfig.DEFAULT.reconcileEveryCycles())));
    }

    private Optional<IngestionConfig> ingestion(Section section) {
        Optional<IngestionMode> mode = section.optional("ingestionMode").choice(IngestionMode.class);
        Optional<String> scopeId = section.required("scopeId").text();
        Optional<Boolean> storeInternally = section.optional("storeInternally").enabled();
        Optional<Boolean> useV1KeyFormat = section.optional("useV1KeyFormat").enabled();
        Optional<AttachmentsConfig> attachments = attachments(section.optionalSection("attachments"));
        Field pageConfigField = section.optional("pageIngestionConfig");
        Optional<Map<String, Object>> pageConfig = pageConfigField.freeForm();
        pageConfig.filter(IngestionConfig::lacksLanguageModel).ifPresent(lacking -> pageConfigField.wrong(
                "enables htmlConfig.imageContentExtraction without a languageModel",
                "Add languageModel beside enabled, or disable it"));
        section.reportUnknownFields();
        return problems.build(() -> new IngestionConfig(mode.orElse(IngestionMode.FLAT), scopeId.orElseThrow(),
                storeInternally.orElse(true), useV1KeyFormat.orElse(false), attachments.orElseThrow(),
                pageConfig.orElse(Map.of())));
    }

    private Optional<AttachmentsConfig> attachments(Section section) {
        Optional<Boolean> enabled = section.optional("mode").enabled();
        Optional<List<String>> mimeTypes = section.optional("allowedMimeTypes").list(TenantReader::mimeType);
        Optional<Integer> maxFileSizeMb = section.optional("maxFileSizeMb").integer(1, UNBOUNDED);
        Optional<Boolean> imageOcr = section.optional("imageOcr").enabled();
        section.reportUnknownFields();
        return problems.build(() -> new AttachmentsConfig(
                enabled.orElse(AttachmentsConfig.DEFAULT.enabled()),
                mimeTypes.<Set<String>>map(LinkedHashSet::new).orElse(AttachmentsConfig.DEFAULT.allowedMimeTypes()),
                maxFileSizeMb.orElse(AttachmentsConfig.DEFAULT.maxFileSizeMb()),
                imageOcr.orElse(AttachmentsConfig.DEFAULT.imageOcr())));
    }

    private static Optional<String> mimeType(Field field) {
        return field.text().flatMap(text -> MIME_TYPE.matcher(text).matches()
                ? Optional.of(text)
                : field.wrong("is '" + text + "'", "Write a media type without parameters, for example text/plain"));
    }
}
