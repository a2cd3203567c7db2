package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.SimAttachment.Revision;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The shapes of links and times that differ between Cloud and Data Center. */
sealed interface Product {

    /** Value of {@code _links.base}. */
    String linksBase();

    /** Value of {@code _links.context}. */
    String context();

    ZoneOffset zone();

    /** Web link of a page or other content, relative to {@link #linksBase()}. */
    String webui(SimContent content);

    String webui(SimSpace space);

    /** The address that the knowledge base shows for content; the base is the configured one. */
    String webUrl(SimContent content);

    /** The address that the knowledge base shows for an attachment. */
    String webUrl(SimAttachment attachment);

    default String time(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").format(instant.atOffset(zone()));
    }

    default String webui(SimAttachment attachment) {
        SimContent page = attachment.content();
        String separator = webui(page).contains("?") ? "&" : "?";
        return webui(page) + separator + "preview="
                + formEncoded("/" + page.id() + "/" + attachment.number() + "/" + attachment.title);
    }

    /** Path and query of the download by the browser's servlet. */
    default String download(SimAttachment attachment) {
        Revision latest = attachment.latest();
        return "/download/attachments/" + attachment.content().id() + "/" + percentEncoded(attachment.title)
                + "?version=" + latest.version().number() + "&modificationDate="
                + latest.version().when().toEpochMilli() + "&cacheVersion=1&api=v2";
    }

    /** Spaces become {@code +}, as in Confluence's web links. */
    static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As JavaScript's {@code encodeURIComponent}. */
    static String percentEncoded(String text) {
        return formEncoded(text).replace("+", "%20").replace("%21", "!").replace("%27", "'").replace("%28", "(")
                .replace("%29", ")").replace("%7E", "~");
    }

    /** Cloud. */
    record Cloud(String siteBase, String cloudId) implements Product {

        @Override
        public String linksBase() {
            return siteBase + "/wiki";
        }

        @Override
        public String context() {
            return "/wiki";
        }

        @Override
        public ZoneOffset zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public String webui(SimContent content) {
            String space = "/spaces/" + content.space.key();
            return switch (content.type()) {
                case "blogpost" -> space + "/blog/"
                        + DateTimeFormatter.ofPattern("uuuu/MM/dd").format(content.created().atOffset(zone()))
                        + "/" + content.id() + "/" + Product.formEncoded(content.title);
                case "comment" -> content.container.map(page -> webui(page) + "?focusedCommentId=" + content.id())
                        .orElse(space);
                case "page" -> space + "/pages/" + content.id() + "/" + Product.formEncoded(content.title);
                default -> space + "/" + content.type() + "/" + content.id();
            };
        }

        @Override
        public String webui(SimSpace space) {
            return "/spaces/" + space.key();
        }

        @Override
        public String webUrl(SimContent content) {
            return linksBase() + webui(content);
        }

        @Override
        public String webUrl(SimAttachment attachment) {
            return Product.preview(linksBase(), attachment, String.valueOf(attachment.number()));
        }
    }

    /**
     * Data Center.
     *
     * @param base the address that the connector is configured with
     * @param linksBase the address that the server believes it has
     */
    record DataCenter(String base, String linksBase, String context) implements Product {

        @Override
        public ZoneOffset zone() {
            return ZoneOffset.ofHours(1);
        }

        @Override
        public String webui(SimContent content) {
            boolean plainTitle = content.title.matches("[\\p{L}\\p{N} _.-]+");
            return content.type().equals("page") && plainTitle
                    ? "/display/" + content.space.key() + "/" + Product.formEncoded(content.title)
                    : "/pages/viewpage.action?pageId=" + content.id();
        }

        @Override
        public String webui(SimSpace space) {
            return "/display/" + space.key();
        }

        @Override
        public String webUrl(SimContent content) {
            return base + "/pages/viewpage.action?pageId=" + content.id();
        }

        @Override
        public String webUrl(SimAttachment attachment) {
            return Product.preview(base, attachment, attachment.id());
        }
    }

    private static String preview(String base, SimAttachment attachment, String shownId) {
        String pageId = attachment.content().id();
        return base + "/pages/viewpageattachments.action?pageId=" + pageId + "&preview="
                + percentEncoded("/" + pageId + "/" + shownId + "/" + attachment.title);
    }
}
