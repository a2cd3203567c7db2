package io.confluenceconnector.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All that route files must keep to (S24): lists of what is allowed, and of options that are not. */
final class RouteRules {

    private static final Set<String> ROOTS = Set.of("route", "routeConfiguration", "routeTemplate", "templatedRoute", "from",
            "intercept", "interceptFrom", "interceptSendToEndpoint", "onCompletion", "onException", "errorHandler");

    private static final Set<String> STEPS = Set.of("aggregate", "bean", "choice", "convertBodyTo",
            "convertHeaderTo", "convertVariableTo", "delay", "doCatch", "doFinally", "doTry", "dynamicRouter", "enrich", "filter",
            "idempotentConsumer", "loadBalance", "log", "loop", "marshal", "multicast", "pipeline", "poll", "pollEnrich", "process",
            "recipientList", "removeHeader", "removeHeaders", "removeProperties", "removeProperty", "removeVariable", "resequence",
            "rollback", "routingSlip", "sample", "setBody", "setExchangePattern", "setHeader", "setHeaders", "setProperty",
            "setVariable", "setVariables", "sort", "split", "step", "stop", "threads", "throttle", "throwException", "to", "toD",
            "transform", "unmarshal", "validate", "wireTap");

    private static final Set<String> LANGUAGES = Set.of("constant", "simple", "header", "exchangeProperty", "variable", "method", "ref");

    private static final Set<String> OTHER_LANGUAGES = Set.of("csimple", "datasonnet", "groovy", "hl7terser", "java", "joor", "jq",
            "js", "jsonpath", "language", "loglanguage", "mvel", "ognl", "python", "spel", "tokenize", "wasm", "xpath", "xquery", "xtokenize");

    /** TLS, verifiers, clients, proxies and credentials are set up below the routes (S5, S13). */
    private static final Pattern CLIENT_OPTION = Pattern.compile("ssl.*|.*sslcontext.*|tls.*|.*hostnameverifier|.*trust(all|manager|store).*"
            + "|.*key(manager|store)|httpclient.*|client(connectionmanager|builder|configurer).*|connectionmanager|httpcontext|httpbinding"
            + "|headerfilterstrategy|cookie.*|proxy(host|port|auth|type|user|pass).*|nonproxyhosts|auth(method|username|password|domain|host|type)"
            + "|oauth2.*|followredirects|httpmethod|usesystemproperties|userinfo");

    /** Beans and classes of the file's own, routes from elsewhere, tracing, and what would fall back to the environment. */
    private static final Set<String> FORBIDDEN = Set.of("beans", "beantype", "beanclass", "templatebean", "templatebeans", "script",
            "kamelet", "servicecall", "rest", "restconfiguration", "dataformats", "trace", "required", "defaultvalue");

    private static final Set<String> STEP_INFORMATION = Set.of("id", "description", "note", "disabled", "variablesend",
            "variablereceive", "allownullbody");
    private static final Set<String> JSON_OPTIONS = Set.of("id", "description", "library", "objectmapper", "unmarshaltype",
            "prettyprint");
    private static final Set<String> JSON_TYPES = Set.of("com.fasterxml.jackson.databind.JsonNode", "java.util.Map", "java.util.List");

    private static final Set<String> TYPES = Set.of("String", "string", "int", "Integer", "long", "Long", "boolean", "Boolean", "double",
            "java.lang.String", "java.lang.Integer", "java.lang.Long", "java.lang.Boolean", "com.fasterxml.jackson.databind.JsonNode");

    private RouteRules() {
    }

    static List<RouteRule> of(RouteVocabulary vocabulary) {
        List<RouteRule> rules = new ArrayList<>(List.of(
                RouteRule.when(entry -> true, RouteEntry::isOnlyOne, entry -> new Finding("more than one '" + entry.key() + "'",
                        "each key once, however it is spelled", "Remove all but one; Camel would take the last")),
                allowed(entry -> entry.path().size() == 1, ROOTS, "the element"),
                RouteRule.when(entry -> entry.key().equals("route"), entry -> entry.children().contains("from"), entry -> new Finding(
                        "a route without 'from'", "a route that begins with 'from', which holds 'uri' and 'steps'", "Add it")),
                allowed(entry -> entry.above(1).equals("steps"), STEPS, "the step"),
                forbidden(Pattern.compile(String.join("|", FORBIDDEN)), "routes made of steps, and beans of the tenant by name",
                        "Remove it; what needs code is a bean of the program"),
                forbidden(Pattern.compile(String.join("|", OTHER_LANGUAGES)), String.join(", ", new TreeSet<>(LANGUAGES)),
                        "Move the script into a method of a bean"),
                forbidden(CLIENT_OPTION, "no option of HTTP clients and TLS", "Remove it; certificates are added by "
                        + "EXTRA_CA_CERTS, proxies by PROXY_MODE, and verification cannot be switched off (S13)"),
                RouteRule.when(entry -> Set.of("type", "resulttype").contains(entry.key()) && entry.text().isPresent(),
                        entry -> TYPES.contains(entry.text().orElse("")), entry -> new Finding(
                                "the type " + Finding.quote(entry.text().orElse("")), String.join(", ", new TreeSet<>(TYPES)),
                                "Convert in a bean")),
                RouteRule.when(RouteRules::isDataFormat, RouteRules::isJson, entry -> new Finding(
                        "'" + entry.key() + "' with " + new TreeSet<>(entry.children()), "json with library: Jackson and objectMapper: '#json'",
                        "The tenant's own mapper bounds size and depth (S19)"))));
        rules.add(new EndpointRule(vocabulary));
        rules.addAll(BeanRules.of(vocabulary));
        rules.addAll(TextRules.of(vocabulary));
        return List.copyOf(rules);
    }

    /** Whether a key stands for an expression language, allowed or not. */
    static boolean isLanguage(String key) {
        return plain(LANGUAGES).contains(key) || OTHER_LANGUAGES.contains(key);
    }

    private static RouteRule allowed(Predicate<RouteEntry> applies, Set<String> names, String kind) {
        Set<String> plain = plain(names);
        return RouteRule.when(applies, entry -> plain.contains(entry.key()), entry -> Finding.unknown(kind + " '" + entry.key() + "'",
                entry.key(), names, "Use one of them"));
    }

    private static RouteRule forbidden(Pattern keys, String allowed, String remedy) {
        return RouteRule.when(entry -> keys.matcher(entry.key()).matches(), entry -> false,
                entry -> new Finding("'" + entry.key() + "'", allowed, remedy));
    }

    private static boolean isDataFormat(RouteEntry entry) {
        return entry.above(1).equals("steps") && Set.of("marshal", "unmarshal").contains(entry.key())
                || entry.key().equals("json") && Set.of("marshal", "unmarshal").contains(entry.above(1));
    }

    private static boolean isJson(RouteEntry entry) {
        if (!entry.key().equals("json")) {
            Set<String> formats = new HashSet<>(entry.children());
            formats.removeAll(STEP_INFORMATION);
            return formats.equals(Set.of("json"));
        }
        return JSON_OPTIONS.containsAll(entry.children()) && entry.text("library").filter("Jackson"::equals).isPresent()
                && entry.text("objectmapper").filter("#json"::equals).isPresent()
                && JSON_TYPES.contains(entry.text("unmarshaltype").orElse("java.util.Map"));
    }

    private static Set<String> plain(Set<String> names) {
        return names.stream().map(RouteEntry::plain).collect(Collectors.toSet());
    }
}
