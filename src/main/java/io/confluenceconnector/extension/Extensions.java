package io.confluenceconnector.extension;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.storageformat.MacroRemoval;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The decisions of the {@code extension-call} routes, and methods that extension routes may use themselves. */
public final class Extensions {

    /** Exchange property of the metadata that was added to an item. */
    public static final String METADATA = "extraMetadata";

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private final ConfluenceApi api;

    public Extensions(ConfluenceApi api) {
        this.api = api;
    }

    /** Whether {@code select-item} is another route than the one that we ship, which lets everything pass. */
    public boolean selects(CamelContext context) {
        List<ProcessorDefinition<?>> steps = model(context).getRouteDefinition("extension-select-item").getOutputs();
        return steps.size() != 1 || !"every-item-passes".equals(steps.get(0).getId());
    }

    /** All items of the cycle, to be asked about one by one. */
    public ItemSelection selection(CamelContext context, @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                                   @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        return new ItemSelection(discovery, cycle, vetoesInWords(context));
    }

    /** The reasons that route files give as constants; only these are logged, since others may be made of content (S10). */
    private static Set<String> vetoesInWords(CamelContext context) {
        return model(context).getRouteDefinitions().stream()
                .flatMap(route -> ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SetPropertyDefinition.class).stream())
                .filter(step -> ItemSelection.VETO.equals(step.getName()))
                .map(step -> step.getExpression()).filter(ConstantExpression.class::isInstance)
                .map(constant -> context.resolvePropertyPlaceholders(constant.getExpression())).collect(Collectors.toUnmodifiableSet());
    }

    private static Model model(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** What an extension sees of an item that is to be selected. */
    public ItemView view(@ExchangeProperty(ItemSelection.PROPERTY) ItemSelection selection,
                         @ExchangeProperty("candidate") Item item) {
        return selection.view(item);
    }

    public void selected(@ExchangeProperty(ItemSelection.PROPERTY) ItemSelection selection,
                         @ExchangeProperty("candidate") Item item,
                         @ExchangeProperty(ExtensionAnswer.PROPERTY) ExtensionAnswer answer) {
        selection.take(item, answer);
    }

    /** The discovery, with what the extension left out. */
    public Discovery discovery(@ExchangeProperty(ItemSelection.PROPERTY) ItemSelection selection) {
        return selection.result();
    }

    /** The text that {@code transform-page} made of a page. @throws ExtensionException when it failed, or gave no text */
    public String transformed(@ExchangeProperty(ExtensionAnswer.PROPERTY) ExtensionAnswer answer) {
        answer.requireSuccess(ExtensionPoint.TRANSFORM_PAGE);
        if (answer.body().isPresent() && answer.body().get() instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new ExtensionException(ExtensionPoint.TRANSFORM_PAGE, "left no text as body; to leave a page out, veto it in select-item");
    }

    /** The metadata that {@code add-metadata} adds. @throws ExtensionException when it failed, or names are ours */
    public Map<String, Object> metadata(@ExchangeProperty(ExtensionAnswer.PROPERTY) ExtensionAnswer answer) {
        answer.requireSuccess(ExtensionPoint.ADD_METADATA);
        return MetadataFields.of(answer);
    }

    /** Reports an {@code after-item} that failed: the item itself has ended, and stays as it is. */
    public void afterItem(@ExchangeProperty("itemView") ItemView item,
                          @ExchangeProperty(ExtensionAnswer.PROPERTY) ExtensionAnswer answer) {
        try {
            answer.requireSuccess(ExtensionPoint.AFTER_ITEM);
        } catch (RuntimeException e) {
            Event.of(EventName.EXTENSION_FAILED).field("spaceKey", item.spaceKey()).field("kind", item.kind())
                    .field("itemId", Sensitive.id(item.itemId())).error(e)
                    .log(LOG, "An extension failed after an item had ended; the item stays as it is");
        }
    }

    /** For extensions: the body without macros of the name in property {@code macroName}. */
    public String withoutMacro(@Body String html, @ExchangeProperty("macroName") String macroName) {
        return MacroRemoval.without(html, macroName);
    }

    /** For extensions: the request for an item's page with its ancestors, to be sent to {@code direct:confluence-request}. */
    public ConfluenceRequest ancestors(@ExchangeProperty("itemView") ItemView item) {
        return api.searchWithAncestors(CqlQuery.withIds(List.of(item.pageId()))).next();
    }

    /** For extensions: the titles from the top of the space to the page, of the answer to {@link #ancestors}. */
    public String path(@Body JsonNode answer) {
        JsonNode page = answer.path("results").path(0);
        List<String> titles = new ArrayList<>();
        page.path("ancestors").forEach(ancestor -> titles.add(ancestor.path("title").asText("")));
        titles.add(page.path("title").asText(""));
        titles.removeIf(String::isBlank);
        return String.join(" / ", titles);
    }
}
