package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tenant with a small wiki in which every value is a canary; the tenant's name and space keys may be shown. */
final class CanaryTenant implements AutoCloseable {

    /** How it signs in, on both sides. */
    enum Way { CLOUD, DATA_CENTER_TOKEN, DATA_CENTER_PASSWORD }

    static final String EMAIL = "hildegundis.pfefferkorn@jubelkauz.example";
    private static final String IMAGE = "Koboldmakibild am See.png";
    private static final String SINGLE = "quokkalabel-one-page";
    private static final String ALL = "wombatlabel-whole-tree";

    final String name;
    final Way way;
    final ConfluenceSimulator confluence;
    private final PlatformSimulator platform;
    private final Path folder;
    private String rootScope;
    private final SimSpace space;
    private final SimSpace otherSpace;
    private final SimContent tree;
    private final SimContent single;
    private final SimAttachment file;
    private int round;

    /** @param folder for its mounted secrets */
    CanaryTenant(String name, Way way, PlatformSimulator platform, Path folder) {
        this.folder = folder;
        this.name = name;
        this.way = way;
        this.platform = platform;
        this.confluence = way == Way.CLOUD ? cloud() : ConfluenceSimulator.dataCenter("/wiki");
        this.rootScope = platform.createScope(platform.createRootScope("Oberwurzelordner " + name),
                "Unterwurzelordner " + name, Optional.empty());
        space = confluence.space("OPS", "Schnabeltierbereich " + name, "global");
        otherSpace = confluence.space("LAB", "Nasenbärbereich " + name, "global");
        tree = confluence.page(space, "Zwergotterkapitel \"über\" 100% & mehr", body("Textkörperkanarie"), ALL, "erdferkellabel-topic");
        confluence.page(tree, "Mungoabschnitt an " + EMAIL + " gerichtet", body("Unterseitenkanarie"));
        single = confluence.page(otherSpace, "Faultierprotokoll vom Vortag", body("Einzelseitenkanarie"), SINGLE);
        confluence.blogPost(space, "Erdmännchenmeldung der Woche", body("Blogtextkanarie"), SINGLE);
        file = confluence.attach(tree, "Gürteltierbericht 2031 final.pdf", "application/pdf", bytes("Dateiinhaltkanarie"));
        confluence.attach(tree, IMAGE, "image/png", bytes("Bildinhaltkanarie"));
        confluence.attach(single, "Löffelhundbild woanders.png", "image/png", bytes("Bildinhaltkanarie woanders"));
        confluence.attach(single, "Ameisenbärliste für alle.txt", "text/plain", bytes("Anhangtextkanarie"));
        confluence.attach(single, "Nacktmullvideo im Garten.mp4", "video/mp4", bytes("Videoinhaltkanarie"));
        confluence.comment(tree, "Kommentarkanarie am Rand");
    }

    private static ConfluenceSimulator cloud() {
        ConfluenceSimulator cloud = ConfluenceSimulator.cloud();
        Set<String> scopes = new HashSet<>(ConfluenceSimulator.DEFAULT_SCOPES);
        scopes.add("read:page:confluence");
        cloud.grantScopes(scopes);
        return cloud;
    }

    /** With images of this page, of another one, and of none. */
    private static String body(String text) {
        return "<p>" + text + "</p>" + image("<ri:attachment ri:filename=\"" + IMAGE + "\"/>")
                + image("<ri:attachment ri:filename=\"Löffelhundbild fehlt.png\"/>")
                + image("<ri:attachment ri:filename=\"Löffelhundbild woanders.png\"><ri:page ri:content-title=\"Faultierprotokoll vom Vortag\"/></ri:attachment>")
                + "<p><a href=\"https://hyperlinkkanarie.example/?token=linkschlüssel\">x</a></p>";
    }

    private static String image(String source) {
        return "<ac:image ac:alt=\"Alternativtextkanarie\">" + source + "</ac:image>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a mask may show four characters of. */
    void conceal(Canaries canaries) {
        for (String value : new String[] {space.name(), otherSpace.name(), tree.title(), single.title(), file.title(),
            "Mungoabschnitt an jemand gerichtet", "Erdmännchenmeldung der Woche", "Ameisenbärliste für alle.txt",
            "Nacktmullvideo im Garten.mp4", IMAGE, "Löffelhundbild fehlt.png", "Löffelhundbild woanders.png", "Oberwurzelordner " + name, "Neuwurzelordner " + name, "Umzugsordner " + name, "Unterwurzelordner " + name}) {
            canaries.concealed("title or name", value);
        }
        for (String value : new String[] {SINGLE, ALL, "erdferkellabel-topic"}) {
            canaries.concealed("label", value);
        }
        canaries.concealed("e-mail", "hildegundis.pfefferkorn@jubelkauz");
        canaries.concealed("user name", "Zipfelmütze Quastenflosser zzzz");
        canaries.id("page id", tree.id()).id("page id", single.id()).id("attachment id", file.id())
                .id("file id", file.fileId()).id("scope id", rootScope);
        if (way != Way.CLOUD) {
            canaries.concealed("user id", userId());
        }
        platform.scopes().forEach(scope -> canaries.id("scope id", scope.id()));
        platform.contents().values().forEach(content -> canaries.id("content id", content.id()));
    }

    /** What no policy shows. */
    void keepSecret(Canaries canaries) {
        canaries.secret("client secret", confluence.clientSecret()).secret("PAT", confluence.personalAccessToken())
                .secret("password", confluence.password()).secret("platform secret", platform.zitadelClientSecret());
    }

    /** What people wrote, which no policy shows either. */
    void keepContent(Canaries canaries) {
        for (String text : new String[] {"Textkörperkanarie", "Unterseitenkanarie", "Einzelseitenkanarie", "Blogtextkanarie",
            "Dateiinhaltkanarie", "Anhangtextkanarie", "Videoinhaltkanarie", "Kommentarkanarie", "hyperlinkkanarie",
            "linkschlüssel", "umleitungsschluessel", "Alternativtextkanarie", "Bildinhaltkanarie", "Antworttextkanarie", "Neufassungskanarie"}) {
            canaries.secret("content", text);
        }
    }

    private String userId() {
        return "beutelteufelkonto-77" + way.ordinal() + "0042";
    }

    Map<String, String> environment() {
        return Map.of(name.toUpperCase(Locale.ROOT) + "_USER", confluence.username());
    }

    /** What may be replaced while the process runs. */
    void mountSecrets() throws IOException {
        Map<String, String> secrets = Map.of("secret", confluence.clientSecret(), "pat", confluence.personalAccessToken(),
                "password", confluence.password(), "zitadel", platform.zitadelClientSecret());
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Path written = Files.writeString(folder.resolve(name + "-new"), secret.getValue() + "\n");
            Files.move(written, secretFile(secret.getKey()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path secretFile(String secret) {
        return folder.resolve(name + "-" + secret);
    }

    /** P3: another folder of the platform is to hold everything from now on. @return the id of the former one */
    String changeRoot() {
        String former = rootScope;
        rootScope = platform.createScope(platform.createRootScope("Neuwurzelordner " + name), "Umzugsordner " + name, Optional.empty());
        return former;
    }

    /** The last tenant goes in the end; the others take images into their pages. */
    boolean isRemovedInTheEnd() {
        return way == Way.DATA_CENTER_PASSWORD;
    }

    String yaml(String status) {
        String file = "os.file/" + folder.resolve(name);
        String signIn = switch (way) {
            case CLOUD -> "{mode: oauth_2lo, clientId: %s, clientSecret: %s-secret, tokenUrl: \"%s\"}"
                    .formatted(confluence.clientId(), file, confluence.tokenUrl());
            case DATA_CENTER_TOKEN -> "{mode: pat, token: %s-pat}".formatted(file);
            case DATA_CENTER_PASSWORD -> "{mode: basic, username: os.environ/%s_USER, password: %s-password}".formatted(name.toUpperCase(Locale.ROOT), file);
        };
        String instance = way != Way.CLOUD ? "instanceType: data-center" : "instanceType: cloud, cloudId: %s, apiBaseUrl: \"%s\""
                .formatted(confluence.cloudId(), confluence.apiBaseUrl());
        String caller = way != Way.CLOUD
                ? "serviceAuthMode: cluster_local, serviceExtraHeaders: {x-company-id: company, x-user-id: %s}".formatted(userId())
                : "serviceAuthMode: external, zitadelOauthTokenUrl: \"%s\", zitadelClientId: %s, zitadelProjectId: \"%s\", zitadelClientSecret: %s-zitadel"
                        .formatted(platform.zitadelTokenUrl(), platform.zitadelClientId(), platform.zitadelProjectId(), file);
        String images = isRemovedInTheEnd() ? ""
                : ", pageIngestionConfig: {htmlConfig: {imageContentExtraction: {enabled: true, languageModel: sehmodell}}}";
        return """
                status: %s
                confluence: {%s, baseUrl: "%s", auth: %s, apiRateLimitPerMinute: 1000000, ingestSingleLabel: %s, ingestAllLabel: %s}
                unique: {%s, ingestionServiceBaseUrl: "%s", scopeManagementServiceBaseUrl: "%s", apiRateLimitPerMinute: 1000000}
                processing: {scanIntervalCron: "0 0 1 1 *", removedSpaceGraceCycles: 1, reconcileEveryCycles: 1, concurrency: 2}
                ingestion: {scopeId: %s%s}
                """.formatted(status, instance, confluence.baseUrl(), signIn, SINGLE, ALL, caller, platform.ingestionUrl(),
                platform.scopeManagementUrl(), rootScope, images);
    }

    /** Makes everything anew to the next cycle, so that every kind of call is made again. */
    void touch() {
        round++;
        confluence.edit(tree, tree.title(), body("Neufassungskanarie " + round));
        confluence.edit(single, single.title(), body("Neufassungskanarie " + round));
        confluence.replaceAttachment(file, bytes("Dateiinhaltkanarie " + round));
    }

    /** Moves, renames, deletes: the calls that a quiet wiki does not need. */
    void rearrange() {
        confluence.move(single, space);
        confluence.renameAttachment(file, "Gürteltierbericht 2031 umbenannt.pdf");
        confluence.removeAttachment(confluence.attach(tree, "Ameisenbärliste für alle.txt", "text/plain", bytes("Anhangtextkanarie")));
        confluence.trash(confluence.page(tree, "Zwergotterkapitel gelöscht", body("Unterseitenkanarie")));
    }

    @Override
    public void close() {
        confluence.close();
    }
}
