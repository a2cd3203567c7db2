package io.confluenceconnector.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What classes may know of each other, and what none of them may do. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.confluenceconnector");

    @Test
    @DisplayName("S1, S5: HTTP is sent by steps of routes alone, through the guarded clients; only the Leases have a client of their own (P20)")
    void shouldSendHttpFromRoutesOnly() {
        check(noClasses().that().doNotHaveFullyQualifiedName("io.confluenceconnector.cluster.KubernetesLeases").should().dependOnClassesThat().haveNameMatching("java\\.net\\.http\\..*|java\\.net\\.HttpURLConnection")
                .orShould().callMethodWhere(target(calls("java.net.URL", Set.of("openConnection", "openStream", "getContent"))))
                .orShould().callMethodWhere(target(calls("java.net.URLConnection", Set.of("connect", "getInputStream", "getOutputStream", "getContent"))))
                .because("only 'to' steps of routes send HTTP"));
    }

    @Test
    @DisplayName("S1, S5: nobody executes a client, not even the package that builds them")
    void shouldNotExecuteClients() {
        check(noClasses().should().callMethodWhere(target(describe("execute of an HTTP client", (AccessTarget called) ->
                called.getName().startsWith("execute") && called.getOwner().isAssignableTo("org.apache.hc.client5.http.classic.HttpClient")))));
    }

    @Test
    @DisplayName("S1, S5: clients are built in package http")
    void shouldBuildClientsInOnePlace() {
        check(noClasses().that().resideOutsideOfPackage("..http..").should().dependOnClassesThat(
                describe("HTTP client builders and components", type -> type.getName().startsWith("org.apache.camel.component.http.")
                        || type.getName().startsWith("org.apache.hc.client5."))));
    }

    @Test
    @DisplayName("routes are started by the tenant alone: stages do not call each other past the routes")
    void shouldStartRoutesFromTenantOnly() {
        check(noClasses().that().resideOutsideOfPackage("..tenant..").should().dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.camel\\.(Fluent)?(Producer|Consumer)Template"));
    }

    @Test
    @DisplayName("S16: no class writes a file")
    void shouldNotWriteFiles() {
        check(noClasses().should().dependOnClassesThat().haveNameMatching(
                        "java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)|java\\.nio\\.channels\\.FileChannel")
                .orShould().callMethodWhere(target(describe("writing methods of Files", (AccessTarget called) ->
                        called.getOwner().isEquivalentTo(java.nio.file.Files.class)
                                && called.getName().matches("write.*|newOutputStream|newBufferedWriter|newByteChannel|create.*|copy|move|delete.*|set.*"))))
                .orShould().callMethodWhere(target(calls("java.io.File",
                        Set.of("createTempFile", "createNewFile", "delete", "deleteOnExit", "mkdir", "mkdirs", "renameTo")))));
    }

    @Test
    @DisplayName("S23: one server listens, the one that only reads; JMX is opened by nobody")
    void shouldListenNowhereElse() {
        check(noClasses().that().doNotHaveSimpleName("ManagementServer").should().dependOnClassesThat().haveNameMatching(
                "com\\.sun\\.net\\.httpserver\\.Https?Server|java\\.net\\.ServerSocket|java\\.nio\\.channels\\..*Server.*|javax\\.management\\.remote\\..*"));
    }

    @Test
    @DisplayName("S9: what goes to the standard output goes through the log, except what the command line answers")
    void shouldNotPrint() {
        check(noClasses().that().resideOutsideOfPackages("..app..", "..logging..").should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err")
                .orShould().callMethodWhere(target(describe("printStackTrace", (AccessTarget called) -> called.getName().equals("printStackTrace")))));
    }

    @Test
    @DisplayName("decisions know no exchange: only the beans that routes call do")
    void shouldKeepDecisionsFreeOfCamel() {
        check(noClasses().that().resideInAnyPackage("..config..", "..secret..", "..confluence..", "..platform..", "..diff..", "..discovery..",
                        "..scope..", "..deletion..", "..ownership..", "..ingestion..", "..pageimages..", "..storageformat..", "..extension..", "..cycle..", "..token..", "..routes..")
                .and(describe("are not called by routes", type -> !ADAPTERS.contains(type.getSimpleName())))
                .should().dependOnClassesThat().resideInAPackage("org.apache.camel.."));
    }

    /** Classes whose methods are beans of routes, and take values from exchanges by annotation. */
    private static final Set<String> ADAPTERS = Set.of("PlatformBodies", "SpaceDiscovery", "ConfluenceAnswers", "XmlAnswer",
            "TokenHolder", "SpaceScopes", "Ownership", "SignIn", "ItemIngestion", "AttachmentUpload", "ItemMove", "PageUpload", "PageImages", "Extensions", "ExtensionAnswer", "Diff",
            "RemovedSpaces", "ScopeRemoval", "Deletion", "TenantRemoval", "Reconciliation");

    @Test
    @DisplayName("packages build on each other in one direction")
    void shouldHaveNoCycles() {
        check(slices().matching("io.confluenceconnector.(*)..").should().beFreeOfCycles());
    }

    private static DescribedPredicate<AccessTarget> calls(String owner, Set<String> methods) {
        return describe(owner + " " + methods, called -> called.getOwner().getName().equals(owner) && methods.contains(called.getName()));
    }

    private static void check(ArchRule rule) {
        rule.check(MAIN);
    }
}
