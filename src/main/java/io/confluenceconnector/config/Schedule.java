package io.confluenceconnector.config;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When a tenant's cycles start: a cron expression in UTC, kept as the operator wrote it. */
public record Schedule(String cron) {

    /** Every quarter of an hour. */
    public static final Schedule DEFAULT = new Schedule("*/15 * * * *");

    public Schedule {
        CronTranslation.toQuartz(cron);
    }

    /** The same moments in Quartz's syntax (six fields, seconds first). */
    public String quartzExpression() {
        return CronTranslation.toQuartz(cron);
    }

    /** The next moment after {@code instant} at which a cycle starts. */
    public Instant nextAfter(Instant instant) {
        try {
            CronExpression expression = new CronExpression(quartzExpression());
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            return expression.getNextValidTimeAfter(Date.from(instant)).toInstant();
        } catch (ParseException e) {
            throw new IllegalStateException("The translated cron expression is not one of Quartz", e);
        }
    }
}
