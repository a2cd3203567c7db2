package io.confluenceconnector.pageimages;

/** Why an image did not become part of its page: its macro stays as it is, or it is not appended. */
public enum KeptBecause {
    EXTERNAL_ADDRESS("external address, never fetched"),
    UNREADABLE_MACRO("the macro is not closed, or holds what image macros do not hold"),
    NO_SUCH_IMAGE("no PNG or JPEG of that name that the configuration takes"),
    NO_SUCH_PAGE("the page that it lies on was not found"),
    TOO_MANY_PAGES("images of more other pages than are looked up for one page"),
    EMPTY_FILE("the file is empty"),
    PAGE_FULL("the images before it are as large as those of one page may be"),
    NOT_OBTAINED("Confluence did not give it; tried again in the next cycles");

    private final String text;

    KeptBecause(String text) {
        this.text = text;
    }

    /** In words, for the log. */
    @Override
    public String toString() {
        return text;
    }
}
