package io.confluenceconnector.simulator.platform;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;
import java.util.Map;

/** A JSON object as a GraphQL scalar; it is passed as a variable, never written into the document. */
final class JsonScalar implements Coercing<Object, Object> {

    static GraphQLScalarType type() {
        return GraphQLScalarType.newScalar().name("JSON").coercing(new JsonScalar()).build();
    }

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
        return value;
    }

    @Override
    public Object parseValue(Object value, GraphQLContext context, Locale locale) {
        if (value instanceof Map<?, ?>) {
            return value;
        }
        throw new CoercingParseValueException("a JSON object is expected, not " + value.getClass().getSimpleName());
    }

    @Override
    public Object parseLiteral(Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
        throw new CoercingParseLiteralException("JSON is passed as a variable");
    }
}
