package io.confluenceconnector.extension;

/** Where routes of integration engineers come in; each has a file of its own name. */
enum ExtensionPoint {
    SELECT_ITEM("select-item"), TRANSFORM_PAGE("transform-page"), ADD_METADATA("add-metadata"), AFTER_ITEM("after-item");

    private final String name;

    ExtensionPoint(String name) {
        this.name = name;
    }

    String file() {
        return name + ".camel.yaml";
    }
}
