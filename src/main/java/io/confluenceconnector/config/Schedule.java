package io.confluenceconnector.config;

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
}
