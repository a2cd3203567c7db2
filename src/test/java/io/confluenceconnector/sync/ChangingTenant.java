package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;

/**
 * A tenant whose wiki changes the same way each time: pages and attachments come, change, move and go, so that a cycle
 * makes every kind of call. Small, and never larger.
 */
final class ChangingTenant implements AutoCloseable {

    /** More than a search inlines, so that they are listed. */
    private static final int MANY = 26;

    final TenantFixture tenant;
    private final ShiftedClock clock = new ShiftedClock();
    private final boolean newSpaces;
    private final SimSpace docs;
    private final SimSpace team;
    private final SimContent traveller;
    private final SimContent tree;
    private final SimContent shelf;
    private final SimContent steady;
    private final SimContent library;
    private final SimAttachment renamed;
    private int round;
    private Generation young;
    private Generation old;

    /** What one round adds, and later rounds change and remove. */
    private record Generation(SimContent page, SimAttachment file, SimContent other, SimContent child,
                              SimContent post, SimAttachment libraryFile) {
    }

    /** @param newSpaces whether each round brings a new space too */
    ChangingTenant(Setup setup, boolean newSpaces) {
        this.tenant = TenantFixture.of(setup).clock(clock).start();
        this.newSpaces = newSpaces;
        this.docs = tenant.confluence.space("DOC", "Documentation", "global");
        this.team = tenant.confluence.space("TEAM", "Team", "global");
        tenant.confluence.page(team, "Home of the team", "<p>home</p>", SINGLE);
        this.traveller = tenant.confluence.page(docs, "Traveller", "<p>traveller</p>", SINGLE);
        tenant.confluence.attach(traveller, "luggage.txt", "text/plain", bytes("luggage"));
        this.tree = tenant.confluence.page(docs, "Tree", "<p>tree</p>", ALL);
        this.shelf = tenant.confluence.page(docs, "Shelf", "<p>not selected</p>");
        this.steady = tenant.confluence.page(docs, "Steady", "<p>steady</p>", SINGLE);
        tenant.confluence.attach(steady, "steady.txt", "text/plain", bytes("steady"));
        this.library = tenant.confluence.page(docs, "Library", "<p>library</p>", SINGLE);
        for (int i = 0; i < MANY; i++) {
            tenant.confluence.attach(library, i + ".txt", "text/plain", bytes("file " + i));
        }
        this.renamed = tenant.confluence.attach(tree, "0 plan.txt", "text/plain", bytes("plan"));
        this.young = generation();
        this.old = generation();
        cycle();
    }

    private Generation generation() {
        round++;
        SimContent page = tenant.confluence.page(docs, "Page " + round, "<p>page</p>", SINGLE);
        return new Generation(page,
                tenant.confluence.attach(page, "file.txt", "text/plain", bytes("a file of round " + round)),
                tenant.confluence.page(shelf, "Other " + round, "<p>other</p>", SINGLE),
                tenant.confluence.page(tree, "Child " + round, "<p>child</p>"),
                tenant.confluence.blogPost(docs, "News " + round, "<p>news</p>", SINGLE),
                tenant.confluence.attach(library, "round " + round + ".txt", "text/plain", bytes("round " + round)));
    }

    /** New, updated, moved and deleted items of every kind; and all tokens end. */
    void change() {
        tenant.confluence.edit(young.page, "<p>edited in round " + round + "</p>");
        tenant.confluence.replaceAttachment(young.file, bytes("replaced in round " + round));
        tenant.confluence.trash(old.page);
        tenant.confluence.unlabel(old.other, SINGLE);
        tenant.confluence.purge(old.child);
        tenant.confluence.unlabel(old.post, SINGLE);
        tenant.confluence.removeAttachment(old.libraryFile);
        tenant.confluence.renameAttachment(renamed, round + " plan.txt");
        tenant.confluence.move(traveller, traveller.space().equals(docs) ? team : docs);
        if (newSpaces) {
            SimSpace space = tenant.confluence.space("NEW" + round, "New space " + round, "global");
            tenant.confluence.page(space, "Page of a new space", "<p>new</p>", SINGLE);
        }
        old = young;
        young = generation();
        tenant.confluence.revokeTokens();
        tenant.platform.revokeTokens();
    }

    /** The search index loses a page that is still selected, until {@link #mendIndex()} (P11). */
    void breakIndex() {
        tenant.confluence.hideFromIndex(steady.id());
    }

    void mendIndex() {
        tenant.confluence.showInIndex(steady.id());
    }

    CycleReport cycle() {
        return tenant.cycle();
    }

    /** The longest pause that we keep is over (P10). */
    void letPausesEnd() {
        clock.pass(Duration.ofMinutes(66));
    }

    /** Hashes of the stored bytes by item id: of an item on its way to another space both copies may be there. */
    Map<String, Set<String>> stored() {
        return tenant.platform.contents().values().stream().filter(content -> content.timesFinalised() > 0)
                .collect(Collectors.groupingBy(content -> content.key().substring(content.key().lastIndexOf('/') + 1),
                        Collectors.mapping(StoredContent::sha256, Collectors.toSet())));
    }

    /** Hashes of the bytes that Confluence selects, by item id. */
    Map<String, String> selected() {
        return tenant.confluence.selected(SINGLE, ALL).stream()
                .collect(Collectors.toMap(SelectedItem::itemId, SelectedItem::sha256));
    }

    void assertExact() {
        KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelectedButTheTitleOf(renamed);
    }

    @Override
    public void close() {
        tenant.close();
    }
}
