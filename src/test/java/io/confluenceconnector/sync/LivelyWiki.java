package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;

/** A wiki that random edits change. One space is out of their reach, so that discovery always finds something (P12 a). */
final class LivelyWiki {

    private static final List<String> LABELS = List.of(SINGLE, ALL, "policy", "travel");

    private final ConfluenceSimulator confluence;
    private final List<SimSpace> spaces = new ArrayList<>();
    private final List<SimContent> contents = new ArrayList<>();
    private final List<SimAttachment> files = new ArrayList<>();
    private int made;

    LivelyWiki(ConfluenceSimulator confluence) {
        this.confluence = confluence;
        SimSpace lasting = confluence.space("LAST", "What lasts", "global");
        confluence.attach(confluence.page(lasting, "House rules", "<p>Be kind</p>", SINGLE),
                "rules.pdf", "application/pdf", SampleWiki.bytes("Be kind"));
        addSpace();
        addSpace();
    }

    /** An edit for which there is nothing to pick changes nothing. */
    void apply(WikiEdit edit) {
        int what = edit.what();
        switch (edit.kind()) {
            case ADD_SPACE -> addSpace();
            case REMOVE_SPACE -> pick(spaces, what, this::removeSpace);
            case ADD_PAGE -> pick(spaces, edit.where(), space -> contents.add(
                    confluence.page(space, "Page " + ++made, text(), label(what))));
            case ADD_CHILD -> pick(contents, edit.where(), parent -> addChild(parent, what));
            case ADD_BLOG_POST -> pick(spaces, edit.where(), space -> contents.add(
                    confluence.blogPost(space, "News " + ++made, text(), label(what))));
            case EDIT -> pick(contents, what, content -> confluence.edit(content, text()));
            case RETITLE -> pick(contents, what, content -> confluence.edit(content, "Title " + ++made, text()));
            case LABEL -> pick(contents, what, content -> confluence.label(content, label(edit.where())));
            case UNLABEL -> pick(contents, what, content -> confluence.unlabel(content, label(edit.where())));
            case MOVE_BELOW -> pickTwo(edit, this::moveBelow);
            case MOVE_TO_SPACE -> pick(contents, what,
                    content -> pick(spaces, edit.where(), space -> confluence.move(content, space)));
            case TRASH -> pick(contents, what, confluence::trash);
            case ARCHIVE -> pick(contents, what, confluence::archive);
            case RESTORE -> pick(contents, what, confluence::restore);
            case PURGE -> pick(contents, what, content -> {
                contents.remove(content);
                confluence.purge(content);
            });
            case RESTRICT -> pick(contents, what, content -> confluence.restrict(content, edit.where() % 2 == 0));
            case ATTACH -> pick(contents, edit.where(), content -> files.add(confluence.attach(content,
                    "file " + ++made + ".pdf", "application/pdf", SampleWiki.bytes(text().repeat(1 + what)))));
            case REPLACE_FILE -> pick(files, what,
                    file -> confluence.replaceAttachment(file, SampleWiki.bytes(text().repeat(1 + what))));
            case REMOVE_FILE -> pick(files, what, file -> {
                files.remove(file);
                confluence.removeAttachment(file);
            });
            case TRASH_FILE -> pick(files, what, confluence::trashAttachment);
        }
    }

    /** Ids of what search is to overlook for a while. */
    List<String> ids(List<Integer> numbers) {
        List<String> ids = new ArrayList<>();
        numbers.forEach(number -> pick(contents, number, content -> ids.add(content.id())));
        return ids;
    }

    private void addSpace() {
        made++;
        spaces.add(confluence.space("S" + made, "Space " + made, "global"));
    }

    private void removeSpace(SimSpace space) {
        spaces.remove(space);
        contents.removeIf(content -> content.space().equals(space));
        confluence.removeSpace(space);
    }

    private void addChild(SimContent parent, int label) {
        if (isTreeOf(parent)) {
            contents.add(confluence.page(parent, "Child " + ++made, text(), label(label)));
        }
    }

    private void moveBelow(SimContent content, SimContent parent) {
        if (content != parent && isTreeOf(content) && isTreeOf(parent) && !parent.isBelow(content)) {
            confluence.move(content, parent);
        }
    }

    private static boolean isTreeOf(SimContent content) {
        return content.type().equals("page") && content.status().equals("current");
    }

    private String text() {
        return "<p>Text " + ++made + "</p>";
    }

    private static String label(int number) {
        return LABELS.get(number % LABELS.size());
    }

    private void pickTwo(WikiEdit edit, BiConsumer<SimContent, SimContent> action) {
        pick(contents, edit.what(), first -> pick(contents, edit.where(), second -> action.accept(first, second)));
    }

    private static <T> void pick(List<T> among, int number, Consumer<T> action) {
        if (!among.isEmpty()) {
            action.accept(among.get(number % among.size()));
        }
    }
}
