package io.confluenceconnector.tenant;

import io.confluenceconnector.logging.ByType;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of the messages of {@code log} steps: what stands in {@code ${…}} is shown as its type allows, so that no
 * route can get a title, an id or a body into the log, whatever properties and headers it sets (S9, S10, S12).
 */
final class LogLanguage extends LanguageSupport {

    static final String NAME = "message-by-type";

    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([^{}]*)}");
    /** Texts that Camel makes of the route files and of classes. */
    private static final Pattern OF_CAMEL = Pattern.compile("\\s*(?:routeId|stepId|exchangeId|bodyType)\\s*");

    LogLanguage(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    public Predicate createPredicate(String message) {
        throw new UnsupportedOperationException("A log message is no condition");
    }

    @Override
    public Expression createExpression(String message) {
        Map<String, Expression> functions = new HashMap<>();
        FUNCTION.matcher(message).results().forEach(function -> functions.computeIfAbsent(function.group(),
                text -> getCamelContext().resolveLanguage("simple").createExpression(text)));
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return FUNCTION.matcher(message).replaceAll(function -> Matcher.quoteReplacement(
                        shown(function.group(1), functions.get(function.group()).evaluate(exchange, Object.class))));
            }

            @Override
            public String toString() {
                return message;
            }
        };
    }

    private static String shown(String function, Object value) {
        return OF_CAMEL.matcher(function).matches() ? String.valueOf(value) : ByType.of(value);
    }
}
