package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.SelectedItem.Kind;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The oracle: what the two labels select, read from the content itself and never through search (P4, P5). A page is
 * selected by either label on itself or by the all label on any ancestor, a folder included (B47).
 */
final class Selection {

    private static final Set<String> CLOUD_SPACE_TYPES = Set.of("global", "collaboration");
    private static final Set<String> DATA_CENTER_SPACE_TYPES = Set.of("global");

    private final Site site;
    private final Product product;
    private final Set<String> spaceTypes;
    private final Map<FileBytes, String> hashes = new ConcurrentHashMap<>();

    Selection(Site site, Product product) {
        this.site = site;
        this.product = product;
        this.spaceTypes = product instanceof Product.Cloud ? CLOUD_SPACE_TYPES : DATA_CENTER_SPACE_TYPES;
    }

    List<SelectedItem> items(String singleLabel, String allLabel) {
        return site.consistently(() -> site.contents().stream()
                .filter(content -> isSelected(content, singleLabel, allLabel))
                .flatMap(content -> Stream.concat(
                        Stream.of(page(content, Set.of(singleLabel, allLabel))),
                        content.attachments.stream().filter(SimAttachment::isCurrent).map(this::attachment)))
                .toList());
    }

    private boolean isSelected(SimContent content, String singleLabel, String allLabel) {
        return content.isItem() && content.hasStatus("current") && content.visible()
                && spaceTypes.contains(content.space.type()) && !content.space.archived
                && (content.hasGlobalLabel(singleLabel) || content.hasGlobalLabel(allLabel)
                        || content.ancestors().stream().anyMatch(ancestor ->
                                ancestor.hasStatus("current") && ancestor.hasGlobalLabel(allLabel)));
    }

    private SelectedItem page(SimContent content, Set<String> syncLabels) {
        List<String> labels = content.labels.stream().filter(SimLabel::isGlobal).map(SimLabel::name)
                .filter(label -> !syncLabels.contains(label)).sorted().toList();
        FileBytes body = new FileBytes.Stored(content.body.orElse("").getBytes(StandardCharsets.UTF_8));
        return new SelectedItem(content.type().equals("page") ? Kind.PAGE : Kind.BLOG_POST,
                content.space.id(), content.space.key(), content.space.name, content.id(), Optional.empty(),
                content.title, labels, product.time(content.version.when()), Optional.of("text/html"), body.size(),
                body.sha256(), product.webUrl(content));
    }

    private SelectedItem attachment(SimAttachment attachment) {
        SimContent page = attachment.content();
        FileBytes bytes = attachment.latest().bytes();
        return new SelectedItem(Kind.ATTACHMENT, page.space.id(), page.space.key(), page.space.name, page.id(),
                Optional.of(attachment.id()), attachment.title, List.of(),
                product.time(attachment.latest().version().when()), attachment.mediaType, bytes.size(),
                hashes.computeIfAbsent(bytes, FileBytes::sha256), product.webUrl(attachment));
    }
}
