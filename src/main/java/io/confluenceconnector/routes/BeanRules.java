package io.confluenceconnector.routes;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Routes call the beans that the tenant has, by name, and no class (S24). */
final class BeanRules {

    private static final Pattern REFERENCE = Pattern.compile("#(?:bean:)?([\\w.-]+)");
    private static final Pattern METHOD = Pattern.compile("(?!getClass\\b)[A-Za-z_]\\w*");

    private BeanRules() {
    }

    static List<RouteRule> of(RouteVocabulary vocabulary) {
        Set<String> referable = new HashSet<>(vocabulary.beans());
        referable.addAll(vocabulary.options());
        return List.of(
                RouteRule.when(BeanRules::callsBean, entry -> entry.text("ref").isPresent(), entry -> new Finding(
                        "'" + entry.key() + "' without 'ref'", "a bean of the tenant", "Name the bean by 'ref'")),
                RouteRule.when(BeanRules::namesMethod, entry -> METHOD.matcher(entry.text().orElse("")).matches(),
                        entry -> new Finding("the method " + Finding.quote(entry.text().orElse("")),
                                "a method's name alone", "Let the bean take what it needs from the exchange")),
                entry -> isReference(entry) ? entry.text().flatMap(name -> unknown(name, vocabulary.beans())).stream()
                        : Stream.empty(),
                entry -> entry.key().equals("executorservice") ? entry.text().flatMap(name -> unknown(name, referable)).stream()
                        : Stream.empty(),
                entry -> entry.text().map(REFERENCE::matcher).filter(Matcher::matches)
                        .flatMap(reference -> unknown(reference.group(1), referable)).stream());
    }

    /** The finding about a name that no bean has. */
    static Optional<Finding> unknown(String name, Set<String> beans) {
        return beans.contains(name.replaceFirst("^#(bean:)?", "")) ? Optional.empty()
                : Optional.of(Finding.unknown("the bean " + Finding.quote(name), name, beans, "Name one of them"));
    }

    private static boolean callsBean(RouteEntry entry) {
        boolean step = entry.above(1).equals("steps") && Set.of("bean", "process").contains(entry.key());
        return step || isMethodExpression(entry);
    }

    /** The language {@code method}, not the option of the same name that bean steps have. */
    private static boolean isMethodExpression(RouteEntry entry) {
        return entry.key().equals("method") && !Set.of("bean", "method", "parameters").contains(entry.above(1));
    }

    private static boolean namesMethod(RouteEntry entry) {
        return entry.key().equals("method") && entry.text().isPresent() && !isMethodExpression(entry);
    }

    private static boolean isReference(RouteEntry entry) {
        return entry.key().endsWith("ref") && !entry.key().equals("routetemplateref");
    }
}
