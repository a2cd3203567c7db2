package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.MAX_FILE_BYTES;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;

/** A small, lively wiki: what people really have, and what must not be taken. */
final class SampleWiki {

    private final ConfluenceSimulator confluence;
    private final boolean cloud;

    private SampleWiki(ConfluenceSimulator confluence, boolean cloud) {
        this.confluence = confluence;
        this.cloud = cloud;
    }

    /** @param manyFiles on a page for which searches inline only a part, and a listing has more than one answer */
    static void fill(TenantFixture tenant, int manyFiles) {
        SampleWiki wiki = new SampleWiki(tenant.confluence, tenant.setup.isCloud());
        wiki.handbook();
        wiki.library(manyFiles);
        wiki.oddities();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A tree below the all label, blog posts with the single label, and neighbours that nobody labelled. */
    private void handbook() {
        SimSpace handbook = confluence.space("HB", "Employee Handbook", "global");
        SimContent welcome = confluence.page(handbook, "Welcome", "<p>Gr&uuml;ezi &amp; hello</p>", ALL, "zebra", "alpha");
        confluence.label(welcome, "my", "favourite");
        SimContent firstWeek = confluence.page(welcome, "Your first week", "<h1>Day 1</h1><p>Coffee ☕</p>");
        confluence.page(firstWeek, "Day 2", "<table><tbody><tr><td>9:00</td></tr></tbody></table>", SINGLE, "both");
        confluence.page(firstWeek, "Empty page", "");
        confluence.removeBody(confluence.page(firstWeek, "Page without a body", "<p>gone</p>"));
        confluence.comment(firstWeek, "Very helpful!");
        confluence.archive(confluence.page(welcome, "Old rules", "<p>1998</p>"));
        confluence.trash(confluence.page(welcome, "Typo", "<p>oops</p>", SINGLE));
        confluence.status(confluence.page(welcome, "Unfinished", "<p>soon</p>", SINGLE), "draft");
        confluence.page(handbook, "Not for the knowledge base", "<p>secret recipe</p>");
        SimContent post = confluence.blogPost(handbook, "A new coffee machine", "<p>It beeps.</p>", SINGLE, "news");
        confluence.attach(post, "manual.pdf", "application/pdf", bytes("beep"));
        confluence.blogPost(handbook, "Unlabelled news", "<p>Nothing.</p>");
        if (cloud) {
            onlyOnCloud(welcome);
        }
    }

    private void onlyOnCloud(SimContent welcome) {
        SimContent folder = confluence.bodiless("folder", welcome, "Forms");
        SimContent inFolder = confluence.page(folder, "Holiday request", "<p>Ask early.</p>");
        confluence.makeLive(confluence.page(inFolder, "Live notes", "<p>Everybody types.</p>"));
        confluence.page(confluence.bodiless("whiteboard", inFolder, "Sketches"), "Below a whiteboard", "<p>Ideas.</p>");
        confluence.bodiless("database", welcome, "Inventory");
        confluence.bodiless("hologram", welcome, "Nobody has heard of this");
    }

    /** Pages with many attachments, and attachments of every doubtful kind. */
    private void library(int manyFiles) {
        SimSpace library = confluence.space("LIB", "Library", cloud ? "collaboration" : "global");
        attachMany(confluence.page(library, "Thirty files", "<p>30</p>", SINGLE), 30);
        attachMany(confluence.page(library, "Many files", "<p>" + manyFiles + "</p>", SINGLE), manyFiles);
        attachMany(confluence.blogPost(library, "Photos of the party", "<p>27</p>", SINGLE), 27);
        SimContent page = confluence.page(library, "Doubtful files", "<p>all kinds</p>", SINGLE);
        confluence.attach(page, "clip.mp4", "video/mp4", bytes("moving"));
        confluence.attachGenerated(page, "exactly one MiB.pdf", "application/pdf", MAX_FILE_BYTES);
        confluence.attachGenerated(page, "too large.pdf", "application/pdf", MAX_FILE_BYTES + 1);
        confluence.attach(page, "zero.pdf", "application/pdf", new byte[0]);
        confluence.declareSize(confluence.attach(page, "size unknown.txt", "text/plain", bytes("sized")),
                OptionalLong.empty());
        confluence.attach(page, "no type.docx", "application/octet-stream", bytes("docx"));
        SimAttachment untyped = confluence.attach(page, "unset.pdf", "application/pdf", bytes("pdf"));
        confluence.declareMediaType(untyped, Optional.empty());
        confluence.attach(page, "notes.txt", "Text/Plain; charset=UTF-8", bytes("notes"));
        confluence.attach(page, "logo.png", "image/png", bytes("png"));
        confluence.archiveAttachment(confluence.attach(page, "archived.pdf", "application/pdf", bytes("old")));
        confluence.trashAttachment(confluence.attach(page, "trashed.pdf", "application/pdf", bytes("bad")));
    }

    private void attachMany(SimContent page, int count) {
        for (int i = 1; i <= count; i++) {
            confluence.attach(page, "file " + i + ".txt", "text/plain", bytes("file " + i));
        }
    }

    /** Unusual keys, titles and file names, and a personal space, which is never taken. */
    private void oddities() {
        SimSpace lab = confluence.space("R_D-2.x", "R&D \"two\" <x>", "global");
        SimContent page = confluence.page(lab, "Äpfel & \"Birnen\" <b> 100% #1 ? / \\ 日本語 🎉", "<p>ﬁ 𝄞</p>", SINGLE);
        for (String name : new String[] {"Größe & Maße (v2) #1 50%.pdf", "日本語 🎉.pdf", "it's ~!*_-.pdf", "a+b=c;d@e.pdf",
            "50%25.pdf", "\"quoted\" <x>.pdf", "  blanks  .pdf"}) {
            confluence.attach(page, name, "application/pdf", bytes(name));
        }
        SimSpace personal = confluence.space("~mkeller", "Mira Keller", "personal");
        confluence.page(personal, "My notes", "<p>mine</p>", ALL, SINGLE);
    }
}
