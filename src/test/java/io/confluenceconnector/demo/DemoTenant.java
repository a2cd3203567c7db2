package io.confluenceconnector.demo;

import io.confluenceconnector.config.AttachmentsConfig;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SelectedItem;

import java.util.List;
import java.util.Map;

/** One tenant of the demo: a wiki, what its labels mean, and the tenant file that the process reads. */
interface DemoTenant {

    /** The name of the tenant file without its suffix. */
    String name();

    /** What kind of tenant it is, for the reader of the output. */
    String description();

    Wiki wiki();

    /** The scope below which the tenant's copy lives. */
    String rootScopeId();

    /** Who the tenant is on the platform. */
    String platformUser();

    /** How the platform calls the origin of the tenant's items. */
    String sourceKind();

    String singleLabel();

    String allLabel();

    /** The tenant file, with secrets by reference only. */
    String tenantFile();

    /** What the references in the tenant file lead to. */
    Map<String, String> secrets();

    /** What people change before the second cycle. */
    List<Edit> edits();

    default ConfluenceSimulator confluence() {
        return wiki().confluence();
    }

    /** What the knowledge base must hold, and nothing else: the selection without refused types and empty pages. */
    default List<SelectedItem> selection() {
        return confluence().selected(singleLabel(), allLabel()).stream()
                .filter(item -> item.size() > 0)
                .filter(item -> item.attachmentId().isEmpty()
                        || AttachmentsConfig.DEFAULT.allowedMimeTypes().contains(item.mediaType().orElse("")))
                .toList();
    }
}
