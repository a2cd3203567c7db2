package io.confluenceconnector.config;

import static io.confluenceconnector.config.TenantYaml.CLOUD;
import static io.confluenceconnector.config.TenantYaml.CLOUD_GATEWAY;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_BASIC;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_FULL;
import static io.confluenceconnector.config.TenantYaml.DATA_CENTER_PAT;

/** One mistake each: the file it is made in, the edit, the field that is reported, and a part of the message. */
enum WrongTenant {
    STATUS(CLOUD, "status: active", "status: actve", "status", "Did you mean 'active'?"),
    STATUS_EMPTY(CLOUD, "status: active", "status:", "status", "is empty"),
    UNKNOWN_SECTION(CLOUD, "ingestion:\n", "ingestion:\n  colour: red\n", "ingestion.colour", "is not a known field"),
    MISSPELT_SECTION(DATA_CENTER_PAT, "processing:", "procesing:", "procesing", "Did you mean 'processing'?"),
    SECTION_IS_TEXT(DATA_CENTER_PAT, "  attachments:\n    mode: disabled", "  attachments: disabled",
            "ingestion.attachments", "Write an object"),
    SECTION_IS_EMPTY(DATA_CENTER_PAT, "  attachments:\n    mode: disabled", "  attachments:",
            "ingestion.attachments", "is empty"),

    INSTANCE_TYPE(CLOUD, "instanceType: cloud", "instanceType: clod", "confluence.instanceType", "Did you mean 'cloud'?"),
    INSTANCE_TYPE_MISSING(CLOUD, "  instanceType: cloud\n", "", "confluence.instanceType", "is missing"),
    DATA_CENTRE(DATA_CENTER_PAT, "data-center", "data_centre", "confluence.instanceType", "Did you mean 'data-center'?"),
    BASE_URL_SLASH(CLOUD, "atlassian.net", "atlassian.net/", "confluence.baseUrl",
            "Write https://heron-works.atlassian.net"),
    BASE_URL_PLAIN(CLOUD, "https://heron", "http://heron", "confluence.baseUrl", "Write https://heron-works.atlassian.net"),
    BASE_URL_PLAIN_WITH_SLASH(CLOUD, "https://heron-works.atlassian.net", "http://heron-works.atlassian.net/wiki/", "confluence.baseUrl",
            "Write https://heron-works.atlassian.net"),
    BASE_URL_PATH(CLOUD, "atlassian.net", "atlassian.net/wiki", "confluence.baseUrl", "holds a path"),
    BASE_URL_QUERY(DATA_CENTER_PAT, "example/confluence", "example/confluence?x=1", "confluence.baseUrl", "a query"),
    BASE_URL_USER(CLOUD, "https://heron", "https://mira:hunter2@heron", "confluence.baseUrl", "holds a user"),
    BASE_URL_NO_SCHEME(CLOUD, "https://heron", "heron", "confluence.baseUrl", "is not a web address"),
    BASE_URL_MISSING(CLOUD, "  baseUrl: https://heron-works.atlassian.net\n", "", "confluence.baseUrl", "is missing"),
    CLOUD_ID_MISSPELT(CLOUD, "cloudId", "cloudID", "confluence.cloudID", "Did you mean 'cloudId'?"),
    CLOUD_ID_BLANK(CLOUD, "5f0c7d1e-8a43-4f1b-9a57-2d6b1c9e4a10", "\" \"", "confluence.cloudId", "is empty"),
    CLOUD_ID_IS_PATH(CLOUD, "5f0c7d1e-8a43", "../5f0c7d1e-8a43", "confluence.cloudId", "_edge/tenant_info"),
    CLOUD_ID_ON_DATA_CENTER(DATA_CENTER_PAT, "  auth:", "  cloudId: x\n  auth:", "confluence.cloudId",
            "is not possible with instanceType data-center"),
    API_BASE_URL_ON_DATA_CENTER(DATA_CENTER_PAT, "  auth:", "  apiBaseUrl: https://x.example\n  auth:",
            "confluence.apiBaseUrl", "is not possible with instanceType data-center"),
    API_BASE_URL_SLASH(CLOUD_GATEWAY, "/gateway", "/gateway/", "confluence.apiBaseUrl", "ends with a slash"),
    API_BASE_URL_PLAIN(CLOUD_GATEWAY, "127.0.0.1", "gateway.example", "confluence.apiBaseUrl", "is not encrypted"),

    AUTH_MISSING(DATA_CENTER_PAT, "  auth:\n    mode: pat\n    token: os.environ/LINDENHOF_TOKEN\n", "",
            "confluence.auth", "is missing"),
    AUTH_MODE(CLOUD, "oauth_2lo", "oauth2lo", "confluence.auth.mode", "Did you mean 'oauth_2lo'?"),
    AUTH_MODE_MISSING(CLOUD, "    mode: oauth_2lo\n", "", "confluence.auth.mode", "is missing"),
    TOKEN_MISSING(DATA_CENTER_PAT, "    token: os.environ/LINDENHOF_TOKEN\n", "", "confluence.auth.token", "is missing"),
    TOKEN_IS_LITERAL(DATA_CENTER_PAT, "os.environ/LINDENHOF_TOKEN", "hunter2-hunter2", "confluence.auth.token",
            "os.environ/NAME"),
    TOKEN_REFERENCE_MISSPELT(DATA_CENTER_PAT, "os.environ/LINDENHOF_TOKEN", "os.env/HUNTER2_hunter2", "confluence.auth.token",
            "Did you mean 'os.environ'?"),
    TOKEN_FILE_RELATIVE(DATA_CENTER_PAT, "os.environ/LINDENHOF_TOKEN", "os.file/run/nowhere/x", "confluence.auth.token",
            "/run/nowhere/x; an absolute path has two slashes"),
    TOKEN_IS_NUMBER(DATA_CENTER_PAT, "os.environ/LINDENHOF_TOKEN", "70707070", "confluence.auth.token", "os.file/PATH"),
    TOKEN_IS_LIST(DATA_CENTER_PAT, "os.environ/LINDENHOF_TOKEN", "[os.environ/LINDENHOF_TOKEN]", "confluence.auth.token",
            "is a list"),
    TOKEN_WITH_OAUTH(CLOUD, "    clientId:", "    token: os.environ/HERON_CLIENT_SECRET\n    clientId:",
            "confluence.auth.token", "is not possible with mode oauth_2lo"),
    CLIENT_ID_MISSING(CLOUD, "    clientId: heron-works-reader\n", "", "confluence.auth.clientId", "is missing"),
    CLIENT_SECRET_LITERAL(CLOUD, "os.environ/HERON_CLIENT_SECRET", "hunter2-hunter2", "confluence.auth.clientSecret",
            "os.environ/NAME"),
    USERNAME_LITERAL(DATA_CENTER_BASIC, "os.environ/BASIC_USERNAME", "hunter2-hunter2", "confluence.auth.username",
            "os.environ/NAME"),
    PASSWORD_MISSING(DATA_CENTER_BASIC, "    password: os.environ/BASIC_PASSWORD\n", "", "confluence.auth.password",
            "is missing"),
    TOKEN_URL_PLAIN(DATA_CENTER_FULL, "tokenUrl: https", "tokenUrl: http", "confluence.auth.tokenUrl", "is not encrypted"),

    RATE_LIMIT_MISSING(CLOUD, "  apiRateLimitPerMinute: 120\n", "", "confluence.apiRateLimitPerMinute", "is missing"),
    RATE_LIMIT_ZERO(CLOUD, "Minute: 120", "Minute: 0", "confluence.apiRateLimitPerMinute", "at least 1"),
    RATE_LIMIT_TEXT(CLOUD, "Minute: 120", "Minute: many", "confluence.apiRateLimitPerMinute", "Write a whole number"),
    RATE_LIMIT_FRACTION(CLOUD, "Minute: 120", "Minute: 1.5", "confluence.apiRateLimitPerMinute", "Write a whole number"),
    LABEL_BLANK(CLOUD, "SingleLabel: ai-ingest", "SingleLabel: ''", "confluence.ingestSingleLabel", "is empty"),
    LABEL_MISSING(CLOUD, "  ingestAllLabel: ai-ingest-all\n", "", "confluence.ingestAllLabel", "is missing"),
    LABEL_WITH_BLANK(CLOUD, "SingleLabel: ai-ingest", "SingleLabel: AI Page", "confluence.ingestSingleLabel", "no label of Confluence can be"),
    LABEL_WITH_PREFIX(CLOUD, "AllLabel: ai-ingest-all", "AllLabel: my:pages", "confluence.ingestAllLabel", "without any of : ;"),
    LABELS_EQUAL(CLOUD, "ai-ingest-all", "AI-ingest", "confluence.ingestAllLabel", "Use two different labels"),

    SERVICE_AUTH_MODE(CLOUD, "serviceAuthMode: external", "serviceAuthMode: extern", "unique.serviceAuthMode",
            "Did you mean 'external'?"),
    SERVICE_AUTH_MODE_MISSPELT(CLOUD, "serviceAuthMode", "authMode", "unique.authMode", "Did you mean 'serviceAuthMode'?"),
    HEADERS_MISSING(DATA_CENTER_BASIC, "  serviceExtraHeaders: { X-Company-Id: 4711, X-User-Id: svc-trial }\n", "",
            "unique.serviceExtraHeaders", "is missing"),
    COMPANY_HEADER_MISSING(DATA_CENTER_BASIC, "X-Company-Id: 4711, ", "", "unique.serviceExtraHeaders",
            "lacks x-company-id"),
    HEADER_BLANK(DATA_CENTER_BASIC, "X-Company-Id: 4711", "X-Company-Id: ''", "unique.serviceExtraHeaders.X-Company-Id",
            "is empty"),
    HEADERS_IN_EXTERNAL_MODE(CLOUD, "  zitadelClientId", "  serviceExtraHeaders: {}\n  zitadelClientId",
            "unique.serviceExtraHeaders", "is not possible with serviceAuthMode external"),
    ZITADEL_URL_PLAIN(CLOUD, "https://id.", "http://id.", "unique.zitadelOauthTokenUrl", "is not encrypted"),
    ZITADEL_SECRET_LITERAL(CLOUD, "os.environ/ZITADEL_CLIENT_SECRET", "hunter2-hunter2", "unique.zitadelClientSecret",
            "os.environ/NAME"),
    ZITADEL_PROJECT_MISSING(CLOUD, "  zitadelProjectId: 225544887766113355\n", "", "unique.zitadelProjectId", "is missing"),
    PLATFORM_PLAIN_IN_EXTERNAL_MODE(CLOUD, "https://api.platform.example/ingestion", "http://api.platform.example/ingestion",
            "unique.ingestionServiceBaseUrl", "is not encrypted"),
    PLATFORM_SLASH(DATA_CENTER_PAT, "node-ingestion.platform:8091", "node-ingestion.platform:8091/",
            "unique.ingestionServiceBaseUrl", "ends with a slash"),
    PLATFORM_RATE_LIMIT(DATA_CENTER_FULL, "apiRateLimitPerMinute: 250", "apiRateLimitPerMinute: -1",
            "unique.apiRateLimitPerMinute", "at least 1"),
    INGESTION_CONFIG_IS_LIST(DATA_CENTER_FULL, "    chunkStrategy: BY_HEADING\n    uniqueIngestionMode: INGESTION",
            "    - BY_HEADING", "unique.ingestionConfig", "is a list"),

    CONCURRENCY_ZERO(DATA_CENTER_PAT, "concurrency: 4", "concurrency: 0", "processing.concurrency", "at least 1"),
    CONCURRENCY_IN_QUOTES(DATA_CENTER_PAT, "concurrency: 4", "concurrency: '4'", "processing.concurrency",
            "without quotes"),
    SCHEDULE_BLANK(DATA_CENTER_PAT, "\"0 6-20 * * 1-5\"", "''", "processing.scanIntervalCron", "is empty"),
    SCHEDULE(DATA_CENTER_PAT, "0 6-20 * * 1-5", "0 6-20 * *", "processing.scanIntervalCron", "has 4 fields"),
    SCHEDULE_HOUR(DATA_CENTER_PAT, "0 6-20 * * 1-5", "0 6-24 * * *", "processing.scanIntervalCron", "from 0 to 23"),
    SCHEDULE_TWO_DAYS(DATA_CENTER_PAT, "0 6-20 * * 1-5", "0 6 1 * 1", "processing.scanIntervalCron",
            "both the day of month and the day of week"),
    MAX_ITEMS_ZERO(DATA_CENTER_FULL, "maxItemsToScan: 500", "maxItemsToScan: 0", "processing.maxItemsToScan", "at least 1"),
    GRACE_CYCLES(DATA_CENTER_FULL, "GraceCycles: 3", "GraceCycles: 0", "processing.removedSpaceGraceCycles", "at least 1"),
    DELETE_PERCENT(DATA_CENTER_FULL, "Percent: 20", "Percent: 101", "processing.maxDeletePercent", "1 to 100"),
    RECONCILE(DATA_CENTER_FULL, "Cycles: 0", "Cycles: never", "processing.reconcileEveryCycles", "at least 0"),

    INGESTION_MODE(DATA_CENTER_FULL, "ingestionMode: flat", "ingestionMode: hierarchical", "ingestion.ingestionMode",
            "not one of flat"),
    SCOPE_ID_MISSING(DATA_CENTER_BASIC, "ingestion:\n  scopeId: 90210\n", "ingestion: {}\n", "ingestion.scopeId", "is missing"),
    SCOPE_ID_BLANK(DATA_CENTER_BASIC, "scopeId: 90210", "scopeId: '  '", "ingestion.scopeId", "is empty"),
    SCOPE_ID_IS_REFERENCE(DATA_CENTER_BASIC, "scopeId: 90210", "scopeId: os.environ/SCOPE", "ingestion.scopeId",
            "holds a reference"),
    STORE_INTERNALLY(DATA_CENTER_FULL, "storeInternally: disabled", "storeInternally: false", "ingestion.storeInternally",
            "not one of enabled, disabled"),
    KEY_FORMAT(DATA_CENTER_FULL, "useV1KeyFormat: enabled", "useV1KeyFormat: enabledd", "ingestion.useV1KeyFormat",
            "Did you mean 'enabled'?"),
    ATTACHMENTS_MODE(DATA_CENTER_PAT, "mode: disabled", "mode: off", "ingestion.attachments.mode",
            "not one of enabled, disabled"),
    MIME_TYPES_EMPTY(DATA_CENTER_FULL, "[Application/PDF, image/PNG]", "[]", "ingestion.attachments.allowedMimeTypes",
            "at least one item"),
    MIME_TYPES_TEXT(DATA_CENTER_FULL, "[Application/PDF, image/PNG]", "image/png",
            "ingestion.attachments.allowedMimeTypes", "is not a list"),
    MIME_TYPE(DATA_CENTER_FULL, "image/PNG", "png", "ingestion.attachments.allowedMimeTypes[1]", "is 'png'"),
    MIME_TYPE_WILDCARD(DATA_CENTER_FULL, "image/PNG", "image/*", "ingestion.attachments.allowedMimeTypes[1]",
            "is 'image/*'"),
    FILE_SIZE(DATA_CENTER_FULL, "maxFileSizeMb: 50", "maxFileSizeMb: 50MB", "ingestion.attachments.maxFileSizeMb",
            "is not a number"),
    IMAGES_WITHOUT_MODEL(DATA_CENTER_FULL, "        languageModel: vision-large\n", "", "ingestion.pageIngestionConfig",
            "without a languageModel");

    private final String file;
    private final String passage;
    private final String replacement;
    final String fieldPath;
    final String message;

    WrongTenant(String file, String passage, String replacement, String fieldPath, String message) {
        this.file = file;
        this.passage = passage;
        this.replacement = replacement;
        this.fieldPath = fieldPath;
        this.message = message;
    }

    TenantYaml yaml() {
        return TenantYaml.example(file).with(passage, replacement);
    }
}
