package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * After every kind of change, the next cycle makes the knowledge base equal again, and touches nothing else (P7, P10,
 * P11). Each kind happens in spaces of its own, all of them in one cycle of one tenant per product.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesIT {

    private static final List<Setup> SETUPS = List.of(Setup.CLOUD, Setup.CLOUD_WITHOUT_PAGE_SCOPE, Setup.DATA_CENTER);

    private final Map<Setup, TenantFixture> tenants = new EnumMap<>(Setup.class);

    @BeforeAll
    void changeEverything() {
        for (Setup setup : SETUPS) {
            TenantFixture tenant = TenantFixture.of(setup).start();
            tenants.put(setup, tenant);
            Map<Change, Wiki> wikis = new EnumMap<>(Change.class);
            for (Change change : Change.values()) {
                wikis.put(change, new Wiki(tenant.confluence, change.ordinal()));
            }
            tenant.cycle();
            tenant.platform.clearRequests();
            wikis.forEach(Change::make);
            tenant.cycle();
            if (setup == Setup.CLOUD_WITHOUT_PAGE_SCOPE) {
                tenant.cycle(); // the index is the only witness, so that it is asked twice
            }
            tenant.runtime().close(); // the next one has the same name
        }
    }

    @AfterAll
    void stop() {
        tenants.values().forEach(TenantFixture::close);
    }

    /** A tree below the all label, a page and a blog post with the single label, files, and another space. */
    private static final class Wiki {
        private final ConfluenceSimulator confluence;
        private final SimSpace team;
        private final SimContent root;
        private final SimContent child;
        private final SimContent single;
        private final SimContent outside;
        private final SimContent post;
        private final SimAttachment plan;

        Wiki(ConfluenceSimulator confluence, int number) {
            this.confluence = confluence;
            SimSpace docs = confluence.space("DOC" + number, "Documentation", "global");
            team = confluence.space("TEAM" + number, "Team", "global");
            root = confluence.page(docs, "Root", "<p>root</p>", ALL);
            child = confluence.page(root, "Child", "<p>child</p>");
            confluence.page(child, "Grandchild", "<p>grandchild</p>");
            single = confluence.page(docs, "Single", "<p>single</p>", SINGLE, "keep");
            outside = confluence.page(docs, "Outside", "<p>outside</p>");
            confluence.page(outside, "Below outside", "<p>below</p>");
            post = confluence.blogPost(docs, "Post", "<p>post</p>", SINGLE);
            confluence.page(team, "Team page", "<p>team</p>", SINGLE);
            plan = confluence.attach(single, "plan.pdf", "application/pdf", bytes("plan"));
            confluence.attach(child, "child.txt", "text/plain", bytes("child"));
            confluence.attach(post, "photo.png", "image/png", bytes("photo"));
        }
    }

    /** What people do in the wiki, and how many items must be ingested and deleted for it. */
    private enum Change {
        PAGE_EDITED(1, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.edit(wiki.child, "<p>a better child</p>");
            }
        },
        PAGE_RENAMED(1, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.edit(wiki.child, "Another name", "<p>child</p>");
            }
        },
        ATTACHMENT_REPLACED(1, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.replaceAttachment(wiki.plan, bytes("a longer plan"));
            }
        },
        ATTACHMENT_ADDED(1, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.attach(wiki.post, "late.txt", "text/plain", bytes("late"));
            }
        },
        ATTACHMENT_REMOVED(0, 1) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.removeAttachment(wiki.plan);
            }
        },
        ATTACHMENT_TRASHED(0, 1) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.trashAttachment(wiki.plan);
            }
        },
        ATTACHMENT_ARCHIVED(0, 1) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.archiveAttachment(wiki.plan);
            }
        },
        PAGE_LABELLED(1, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.label(wiki.outside, SINGLE);
            }
        },
        TREE_LABELLED(2, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.label(wiki.outside, ALL);
            }
        },
        RELABELLED_FROM_TREE_TO_PAGE(0, 3) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.unlabel(wiki.root, ALL);
                wiki.confluence.label(wiki.root, SINGLE);
            }
        },
        PAGE_UNLABELLED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.unlabel(wiki.single, SINGLE);
            }
        },
        BLOG_POST_UNLABELLED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.unlabel(wiki.post, SINGLE);
            }
        },
        TREE_UNLABELLED(0, 4) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.unlabel(wiki.root, ALL);
            }
        },
        PAGE_TRASHED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.trash(wiki.single);
            }
        },
        PAGE_ARCHIVED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.archive(wiki.single);
            }
        },
        PAGE_PURGED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.purge(wiki.single);
            }
        },
        PAGE_HIDDEN_FROM_US(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.restrict(wiki.single, true);
            }
        },
        PAGE_WITHIN_TREE_PURGED(0, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.purge(wiki.child);
            }
        },
        SUBTREE_MOVED_OUT_OF_TREE(0, 3) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.move(wiki.child, wiki.outside);
            }
        },
        PAGES_MOVED_INTO_TREE(2, 0) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.move(wiki.outside, wiki.root);
            }
        },
        PAGE_MOVED_TO_ANOTHER_SPACE(2, 2) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.move(wiki.single, wiki.team);
            }
        },
        TREE_MOVED_TO_ANOTHER_SPACE(4, 4) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.move(wiki.root, wiki.team);
            }
        },
        UNLABELLED_SUBTREE_MOVED_TO_ANOTHER_SPACE(0, 3) {
            @Override
            void make(Wiki wiki) {
                wiki.confluence.move(wiki.child, wiki.team);
            }
        };

        private final int ingested;
        private final int deleted;

        Change(int ingested, int deleted) {
            this.ingested = ingested;
            this.deleted = deleted;
        }

        abstract void make(Wiki wiki);
    }

    private static Stream<Arguments> changes() {
        return SETUPS.stream().flatMap(setup -> Stream.of(Change.values()).map(change -> Arguments.of(setup, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldHoldExactlyWhatIsSelectedAfter(Setup setup, Change change) {
        // then
        assertThat(tenants.get(setup)).holdsExactlyWhatIsSelectedIn("DOC" + change.ordinal(), "TEAM" + change.ordinal());
    }

    /** Counts registrations, finalisations, deletions, and refreshed URLs. */
    @ParameterizedTest
    @MethodSource("changes")
    void shouldWriteNoMoreThanNeededAfter(Setup setup, Change change) {
        // given
        Pattern spaces = Pattern.compile("acme/\\d+_(DOC|TEAM)" + change.ordinal() + "/.*");

        // when
        List<String> written = tenants.get(setup).platform.mutations().stream()
                .filter(mutation -> spaces.matcher(mutation.subject()).matches()).map(Mutation::name).toList();

        // then
        assertThat(Stream.of(Operations.REGISTER, Operations.FINALISE, Operations.CONTENT_DELETE,
                Operations.CONTENT_UPDATE).map(name -> Collections.frequency(written, name)))
                .containsExactly(change.ingested, change.ingested, change.deleted, 0);
    }

    /** P7: the version is the same, only the URL differs: it is refreshed, and no bytes travel. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldOnlyRefreshUrlOfRenamedAttachment(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            Wiki wiki = new Wiki(tenant.confluence, 0);
            tenant.cycle();
            tenant.platform.clearRequests();
            tenant.confluence.renameAttachment(wiki.plan, "plan of today.pdf");

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.mutations()).extracting(Mutation::name)
                    .containsOnlyOnce(Operations.CONTENT_UPDATE).doesNotContain(Operations.REGISTER);
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::url)
                    .filteredOn(url -> url.endsWith("%2Fplan%20of%20today.pdf")).hasSize(1);
        }
    }

    /** P4: what was trashed comes back with all it had. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTakeRestoredPageAgain(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            Wiki wiki = new Wiki(tenant.confluence, 0);
            tenant.cycle();
            tenant.confluence.trash(wiki.single);
            tenant.cycle();
            tenant.confluence.restore(wiki.single);

            // when
            tenant.cycle();

            // then
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
