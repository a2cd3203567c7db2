package io.confluenceconnector.simulator.confluence.cql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A condition of a query, which an entry of the index meets or not. */
sealed interface CqlCondition {

    boolean matches(IndexedContent content);

    /** The values of the field without which nothing matches, when the condition names such values at its top. */
    default Optional<Set<String>> required(CqlField field) {
        return Optional.empty();
    }

    /** All of the parts hold. */
    record And(List<CqlCondition> parts) implements CqlCondition {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(IndexedContent content) {
            for (CqlCondition part : parts) {
                if (!part.matches(content)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<Set<String>> required(CqlField field) {
            return parts.stream().flatMap(part -> part.required(field).stream()).findFirst();
        }
    }

    /** At least one of the parts holds. */
    record Or(List<CqlCondition> parts) implements CqlCondition {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(IndexedContent content) {
            for (CqlCondition part : parts) {
                if (part.matches(content)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The part does not hold. */
    record Not(CqlCondition part) implements CqlCondition {
        @Override
        public boolean matches(IndexedContent content) {
            return !part.matches(content);
        }
    }

    /** A field is, or is not, one of the values. */
    record OneOf(CqlField field, boolean negated, Set<String> values) implements CqlCondition {
        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean matches(IndexedContent content) {
            return holds(content) != negated;
        }

        @Override
        public Optional<Set<String>> required(CqlField asked) {
            return asked == field && !negated ? Optional.of(values) : Optional.empty();
        }

        private boolean holds(IndexedContent content) {
            return switch (field) {
                case LABEL -> anyOf(content.labels());
                case ANCESTOR -> anyOf(content.ancestors());
                case SPACE -> values.contains(content.spaceKey());
                case SPACE_TYPE -> values.contains(content.spaceType());
                case TYPE -> values.contains(content.type());
                case PARENT -> values.contains(content.parent());
                case CONTAINER -> values.contains(content.container());
                case ID -> values.contains(content.id());
                case TITLE -> values.contains(content.title());
                case TEXT, CREATED, LAST_MODIFIED -> throw new IllegalStateException(field + " has no equality");
            };
        }

        private boolean anyOf(Set<String> candidates) {
            for (String candidate : candidates) {
                if (values.contains(candidate)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Every word of the value occurs in the title, or for {@code text} in title or body; never an exact match. */
    record Contains(CqlField field, boolean negated, CqlWords words) implements CqlCondition {
        @Override
        public boolean matches(IndexedContent content) {
            String text = field == CqlField.TITLE ? content.title() : content.title() + ' ' + content.body();
            return words.allIn(text) != negated;
        }
    }

    /** A time compared with a date, to the minute. */
    record Compared(CqlField field, CqlOperator operator, Instant date) implements CqlCondition {
        @Override
        public boolean matches(IndexedContent content) {
            Instant time = field == CqlField.CREATED ? content.created() : content.lastModified();
            int order = time.truncatedTo(ChronoUnit.MINUTES).compareTo(date.truncatedTo(ChronoUnit.MINUTES));
            return switch (operator) {
                case EQUALS -> order == 0;
                case NOT_EQUALS -> order != 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case IN, NOT_IN, CONTAINS, NOT_CONTAINS ->
                        throw new IllegalStateException(operator + " does not compare dates");
            };
        }
    }
}
