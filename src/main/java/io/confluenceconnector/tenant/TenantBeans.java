package io.confluenceconnector.tenant;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluenceconnector.config.AttachmentsConfig;
import io.confluenceconnector.config.ConfluenceAuth;
import io.confluenceconnector.config.ConfluenceInstance;
import io.confluenceconnector.config.PlatformAuth;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceAnswers;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.XmlAnswer;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.deletion.Approvals;
import io.confluenceconnector.deletion.Deletion;
import io.confluenceconnector.deletion.RemovedSpaces;
import io.confluenceconnector.deletion.ScopeRemoval;
import io.confluenceconnector.deletion.TenantRemoval;
import io.confluenceconnector.diff.Diff;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.discovery.SelectionRules;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.extension.ExtensionAnswer;
import io.confluenceconnector.extension.Extensions;
import io.confluenceconnector.gateway.AnswerCheck;
import io.confluenceconnector.gateway.AnswerDrop;
import io.confluenceconnector.gateway.HostGate;
import io.confluenceconnector.gateway.NewCall;
import io.confluenceconnector.gateway.RemoteSystem;
import io.confluenceconnector.gateway.RequestAddress;
import io.confluenceconnector.gateway.RetryDelay;
import io.confluenceconnector.gateway.Throttle;
import io.confluenceconnector.http.HttpSettings;
import io.confluenceconnector.ingestion.AttachmentUpload;
import io.confluenceconnector.ingestion.Ingestion;
import io.confluenceconnector.ingestion.Registration;
import io.confluenceconnector.metrics.MeasuredGate;
import io.confluenceconnector.metrics.TenantMetrics;
import io.confluenceconnector.ownership.Ownership;
import io.confluenceconnector.ownership.SignIn;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformBodies;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.reconciliation.Reconciliation;
import io.confluenceconnector.schedule.Cycles;
import io.confluenceconnector.schedule.ProgressLog;
import io.confluenceconnector.scope.SpaceScopes;
import io.confluenceconnector.token.Credentials;
import io.confluenceconnector.token.TokenHolder;

import org.apache.camel.Exchange;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Builds the beans that the routes of one tenant refer to, by the names they have there. */
final class TenantBeans {

    /** Larger answers are given up (S19); a batch of bodies that exceeds it is asked for again in halves (P10). */
    private static final long LARGEST_JSON_BYTES = 32L << 20;
    private static final int DEEPEST_JSON = 200;
    /** Empty objects take thirty times the memory of their text, so that the bound of bytes alone bounds little (S19). */
    private static final long MOST_JSON_TOKENS = 1_000_000;
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final String READ_PAGES = "read:page:confluence";

    private final TenantConfig tenant;
    private final Clock clock;
    private final RunMode mode;
    private final Map<String, Object> beans = new HashMap<>();
    private final Gates gates;
    private final HostGate confluenceTokenGate;
    private final HostGate platformTokenGate;
    private final CycleMemory memory;
    private final Optional<TokenHolder> confluenceToken;
    private final Optional<TokenHolder> platformToken;
    private final Cycles cycles;
    private PlatformApi platform;
    private AttachmentUpload attachments;

    TenantBeans(TenantConfig tenant, TenantMemory memory, CycleListener listener, TenantMetrics metrics, Clock clock, RunMode mode) {
        this.tenant = tenant;
        this.clock = clock;
        this.mode = mode;
        this.gates = memory.gates(tenant);
        this.memory = memory.cycles(tenant);
        this.confluenceToken = confluenceToken();
        this.platformToken = platformToken();
        this.confluenceTokenGate = tokenGate(confluenceToken, tenant.confluence().confluenceApiBase(),
                gates.confluence(), gates.confluenceToken());
        this.platformTokenGate = tokenGate(platformToken, tenant.unique().scopeManagementServiceBaseUrl(),
                gates.platform(), gates.platformToken());
        this.cycles = new Cycles(clock, listener, approvals(), mode);
        ObjectMapper json = json();
        gateways(json, metrics);
        stages();
    }

    Map<String, Object> byName() {
        return beans;
    }

    Cycles cycles() {
        return cycles;
    }

    /** Decides which attachments are left out. */
    AttachmentUpload attachments() {
        return attachments;
    }

    /** Tells how far a long stage is. */
    ProgressLog progressLog() {
        return new ProgressLog(tenant.name().value(), cycles, clock);
    }

    PlatformApi platform() {
        return platform;
    }

    /** The later end of the pauses that Confluence and the platform asked for; empty when none is in force. */
    Optional<Instant> pausedUntil() {
        return Stream.of(gates.confluence(), confluenceTokenGate, gates.platform(), platformTokenGate)
                .filter(HostGate::paused).map(HostGate::pausedUntil)
                .max(Comparator.naturalOrder());
    }

    /** What servers slow down now. */
    List<Throttle> throttles() {
        return Stream.of(gates.confluence(), gates.media(), confluenceTokenGate, gates.platform(), gates.upload(), platformTokenGate)
                .distinct().flatMap(gate -> gate.throttle().stream()).toList();
    }

    Approvals approvals() {
        return memory.approvals();
    }

    private Optional<TokenHolder> confluenceToken() {
        if (!(tenant.confluence().auth() instanceof ConfluenceAuth.OAuth2LeggedAuth oauth)) {
            return Optional.empty();
        }
        boolean cloud = tenant.confluence().instance() instanceof ConfluenceInstance.Cloud;
        return Optional.of(new TokenHolder("Confluence", oauth.tokenUrl(), () -> cloud
                ? Credentials.cloudTokenRequest(oauth) : Credentials.dataCenterTokenRequest(oauth), clock));
    }

    /** A token endpoint on the API's own host shares its limits (Data Center); any other is a host of its own. */
    private static HostGate tokenGate(Optional<TokenHolder> token, URI api, HostGate ofApi, HostGate ofTokens) {
        return token.map(TokenHolder::tokenUrl).filter(url -> url.getAuthority().equalsIgnoreCase(api.getAuthority()))
                .isPresent() ? ofApi : ofTokens;
    }

    private Optional<TokenHolder> platformToken() {
        if (!(tenant.unique().auth() instanceof PlatformAuth.External external)) {
            return Optional.empty();
        }
        return Optional.of(new TokenHolder("platform", external.oauthTokenUrl(),
                () -> Credentials.platformTokenRequest(external), clock));
    }

    private static ObjectMapper json() {
        ObjectMapper mapper = JsonMapper.builder().build();
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST_JSON).maxStringLength((int) LARGEST_JSON_BYTES)
                .maxTokenCount(MOST_JSON_TOKENS).build());
        return mapper;
    }

    private void gateways(ObjectMapper json, TenantMetrics metrics) {
        HostGate confluence = gates.confluence();
        HostGate platform = gates.platform();
        HostGate upload = tenant.unique().isExternal() ? gates.upload() : platform;
        beans.put("json", json);
        beans.put("confluenceGate", new MeasuredGate(confluence, RemoteSystem.CONFLUENCE, metrics));
        beans.put("platformGate", new MeasuredGate(platform, RemoteSystem.PLATFORM, metrics));
        beans.put("mediaGate", gates.media());
        beans.put("confluenceTokenGate", confluenceTokenGate);
        beans.put("platformTokenGate", platformTokenGate);
        beans.put("uploadGate", upload == platform ? beans.get("platformGate") : upload);
        beans.put("confluenceToken", confluenceToken.orElseGet(() -> TokenHolder.none("Confluence")));
        beans.put("platformToken", platformToken.orElseGet(() -> TokenHolder.none("platform")));
        beans.put("confluenceAnswerCheck", check(RemoteSystem.CONFLUENCE, confluence, confluenceToken));
        beans.put("downloadAnswerCheck", new AnswerCheck(RemoteSystem.CONFLUENCE, Optional.of(confluence),
                confluenceToken.map(token -> token::dropAfterDownload), true, Long.MAX_VALUE, clock).redirectedTo(gates.media()));
        beans.put("platformAnswerCheck", check(RemoteSystem.PLATFORM, platform, platformToken));
        beans.put("uploadAnswerCheck", check(RemoteSystem.UPLOAD, upload, Optional.empty()));
        beans.put("confluenceTokenAnswerCheck",
                check(RemoteSystem.CONFLUENCE_TOKEN, confluenceTokenGate, Optional.empty()));
        beans.put("platformTokenAnswerCheck", check(RemoteSystem.PLATFORM_TOKEN, platformTokenGate, Optional.empty()));
        beans.put("newCall", new NewCall());
        beans.put("confluenceAddress", new RequestAddress<>("confluenceRequest", ConfluenceRequest.class, ConfluenceRequest::uri));
        beans.put("platformAddress", new RequestAddress<>("platformRequest", PlatformRequest.class, PlatformRequest::uri));
        beans.put("uploadAddress", new RequestAddress<>(Registration.PROPERTY, Registration.class, Registration::uploadUrl));
        beans.put("answerDrop", new AnswerDrop());
        beans.put("confluenceAnswers", new ConfluenceAnswers());
        beans.put("xmlAnswer", new XmlAnswer());
        beans.put("platformBodies", new PlatformBodies(json, exchange -> platformToken.ifPresent(token -> token.drop(exchange))));
    }

    private AnswerCheck check(RemoteSystem system, HostGate gate, Optional<TokenHolder> token) {
        return new AnswerCheck(system, Optional.of(gate), token.map(holder -> holder::drop), false, LARGEST_JSON_BYTES, clock);
    }

    /** Depends on a property of the context, so that it is built once that knows its properties. */
    static RetryDelay retryDelay(Duration first) {
        return new RetryDelay(first, LONGEST_BACK_OFF, () -> ThreadLocalRandom.current().nextDouble());
    }

    private void stages() {
        ConfluenceApi confluence = confluenceApi();
        platform = new PlatformApi(tenant.unique().ingestionServiceBaseUrl(),
                tenant.unique().scopeManagementServiceBaseUrl(), confluence.sourceKind(), confluence.site());
        ContentKeys keys = new ContentKeys(tenant.name().value(), tenant.ingestion().useV1KeyFormat());
        SelectionRules rules = rules(confluence);
        Ingestion ingestion = Ingestion.of(tenant, confluence, platform, keys, memory.failedUpdates(),
                memory.inlinedImages(), rules.attachments());
        beans.put("cycles", cycles);
        boolean oauth = tenant.confluence().auth() instanceof ConfluenceAuth.OAuth2LeggedAuth;
        beans.put("ownership", new Ownership(confluence, platform, keys, tenant.ingestion().scopeId(), cloudId(),
                oauth));
        beans.put("signIn", new SignIn(confluence, oauth));
        beans.put("discovery", new SpaceDiscovery(confluence, rules, !mode.writes()));
        beans.put("extensions", new Extensions(confluence));
        beans.put("extensionAnswer", ExtensionAnswer.keep());
        beans.put("diff", new Diff(platform, keys, memory.failedUpdates()));
        beans.put("spaceScopes", new SpaceScopes(platform, keys));
        beans.put("ingestion", ingestion.items());
        beans.put("pageUpload", ingestion.pages());
        beans.put("pageImages", ingestion.images());
        attachments = ingestion.attachments();
        beans.put("attachmentUpload", attachments);
        beans.put("itemMove", ingestion.moves());
        beans.put("deletion", new Deletion(confluence, platform, keys, rules, tenant.processing().maxDeletePercent(),
                this::mayReadPages, memory.deletions(), memory.heldSpaces(), memory.approvals()));
        beans.put("removedSpaces", new RemovedSpaces(confluence, platform, keys, rules,
                tenant.processing().removedSpaceGraceCycles(), this::mayReadPages, memory.removedSpaces(),
                memory.heldSpaces(), memory.approvals()));
        beans.put("scopeRemoval", new ScopeRemoval(platform));
        beans.put("tenantRemoval", new TenantRemoval(platform, keys, tenant.ingestion().scopeId()));
        beans.put("reconciliation", new Reconciliation(platform, keys, memory.reconciliation()));
    }

    private boolean mayReadPages() {
        return confluenceToken.map(token -> token.scopes().contains(READ_PAGES)).orElse(false);
    }

    private ConfluenceApi confluenceApi() {
        return tenant.confluence().instance() instanceof ConfluenceInstance.Cloud cloud
                ? new CloudApi(cloud.baseUrl(), cloud.apiBase())
                : new DataCenterApi(tenant.confluence().baseUrl());
    }

    private Optional<String> cloudId() {
        return tenant.confluence().instance() instanceof ConfluenceInstance.Cloud cloud
                ? Optional.of(cloud.cloudId()) : Optional.empty();
    }

    private SelectionRules rules(ConfluenceApi confluence) {
        AttachmentsConfig attachments = tenant.ingestion().attachments();
        return new SelectionRules(tenant.confluence().ingestSingleLabel(), tenant.confluence().ingestAllLabel(),
                Set.copyOf(confluence.spaceTypes()), tenant.processing().maxItemsToScan(),
                new AttachmentSelection(attachments.enabled(), attachments.allowedMimeTypes(),
                        attachments.maxFileSizeBytes(), tenant.ingestion().inlinesImages()));
    }

    /** What health checks ask: people's address, and on Cloud the Atlassian API. */
    List<URI> reachable() {
        return tenant.confluence().instance() instanceof ConfluenceInstance.Cloud cloud
                ? List.of(cloud.baseUrl(), cloud.apiBaseUrl()) : List.of(tenant.confluence().baseUrl());
    }

    HttpSettings http(ProcessResources process) {
        boolean external = tenant.unique().isExternal();
        return new HttpSettings(tenant.confluence().confluenceApiBase(), reachable(), confluenceToken.map(TokenHolder::tokenUrl),
                List.of(tenant.unique().ingestionServiceBaseUrl(), tenant.unique().scopeManagementServiceBaseUrl()),
                platformToken.map(TokenHolder::tokenUrl),
                external ? Optional.empty() : Optional.of(tenant.unique().ingestionServiceBaseUrl()),
                Credentials.confluence(tenant.confluence().auth(), confluenceToken),
                Credentials.platform(tenant.unique().auth(), platformToken),
                Credentials.platformToken(tenant.unique().auth()),
                tenant.processing().concurrency() + EXTRA_CONNECTIONS, process.certificates(), process.proxy(),
                external && process.proxy().isPresent(), process.timeouts(), gates.confluence()::charge, !mode.writes());
    }

    /** Beyond one for each item on its way: listings and batches of bodies run beside them. */
    private static final int EXTRA_CONNECTIONS = 8;
}
