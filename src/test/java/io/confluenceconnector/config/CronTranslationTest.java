package io.confluenceconnector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** P1: the operator's cron expression and Quartz's mean the same moments. */
class CronTranslationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*/15 * * * *           | 0 0,15,30,45 * * * ?",
            "* * * * *              | 0 * * * * ?",
            "0 0 * * *              | 0 0 0 * * ?",
            "30 */10 * * * *        | 30 0,10,20,30,40,50 * * * ?",
            "5/20 * * * *           | 0 5,25,45 * * * ?",
            "10-20/5,59 3 * * *     | 0 10,15,20,59 3 * * ?",
            "0 0 1,15 * *           | 0 0 0 1,15 * ?",
            "0 0 1 jan,JUL *        | 0 0 0 1 1,7 ?",
            "0 0 * * 0              | 0 0 0 ? * 1",
            "0 0 * * 7              | 0 0 0 ? * 1",
            "0 0 * * 1-5            | 0 0 0 ? * 2,3,4,5,6",
            "0 0 * * MON-FRI        | 0 0 0 ? * 2,3,4,5,6",
            "0 0 * * 5-7            | 0 0 0 ? * 1,6,7",
            "0 0 * * 0-7            | 0 0 0 * * ?",
            "0 0 1-31 * 3           | 0 0 0 ? * 4",
            "0 0 ? * sat            | 0 0 0 ? * 7",
            "0 0 9 * ?              | 0 0 0 9 * ?",
            "0 0 29 2 *             | 0 0 0 29 2 ?",
            "'  0   0  *  *  *  '   | 0 0 0 * * ?",
    })
    void shouldWriteQuartzExpression(String cron, String expected) throws ParseException {
        // when
        String quartz = CronTranslation.toQuartz(cron);

        // then
        assertThat(quartz).isEqualTo(expected);
        CronExpression.validateExpression(quartz);
    }

    @ParameterizedTest
    @DisplayName("Next moments after Wednesday 25 November 2026, 09:59:30 UTC")
    @CsvSource(delimiter = '|', value = {
            "*/15 * * * *       | 2026-11-25T10:00:00Z 2026-11-25T10:15:00Z",
            "*/20 * * * * *     | 2026-11-25T09:59:40Z 2026-11-25T10:00:00Z",
            "0 0 * * 0          | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z",
            "0 0 * * 7          | 2026-11-29T00:00:00Z 2026-12-06T00:00:00Z",
            "30 6 * * 1         | 2026-11-30T06:30:00Z 2026-12-07T06:30:00Z",
            "0 22 * * fri-sun   | 2026-11-27T22:00:00Z 2026-11-28T22:00:00Z 2026-11-29T22:00:00Z 2026-12-04T22:00:00Z",
            "0 9-17/4 * * 1-5   | 2026-11-25T13:00:00Z 2026-11-25T17:00:00Z 2026-11-26T09:00:00Z",
            "0 0 31 * *         | 2026-12-31T00:00:00Z 2027-01-31T00:00:00Z 2027-03-31T00:00:00Z",
            "0 0 29 2 *         | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z",
    })
    void shouldFireWhenCronSays(String cron, String expected) throws ParseException {
        // given
        CronExpression expression = new CronExpression(CronTranslation.toQuartz(cron));
        expression.setTimeZone(TimeZone.getTimeZone("UTC"));
        List<String> moments = List.of(expected.split(" "));

        // when
        List<String> fired = new ArrayList<>();
        Date last = Date.from(Instant.parse("2026-11-25T09:59:30Z"));
        for (int count = 0; count < moments.size(); count++) {
            last = expression.getNextValidTimeAfter(last);
            fired.add(last.toInstant().toString());
        }

        // then
        assertThat(fired).isEqualTo(moments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''                  | it has 1 field instead of five",
            "@hourly             | it has 1 field instead of five",
            "* * * *             | it has 4 fields instead of five",
            "0 0 0 1 1 ? 2027    | it has 7 fields instead of five",
            "60 * * * *          | '60' is not possible as minute: it goes from 0 to 59",
            "60 0 * * * *        | '60' is not possible as second: it goes from 0 to 59",
            "0 24 * * *          | '24' is not possible as hour: it goes from 0 to 23",
            "0 0 0 * *           | '0' is not possible as day of month: it goes from 1 to 31",
            "0 0 * 13 *          | '13' is not possible as month: it goes from 1 to 12",
            "0 0 * * 8           | '8' is not possible as day of week: it goes from 0 to 7",
            "0 0 L * *           | 'L' is not possible as day of month",
            "0 0 * * 5#2         | '5#2' is not possible as day of week",
            "0 22-6 * * *        | '22-6' is not possible as hour: a range goes from the lower to the higher number",
            "*/0 * * * *         | '*/0' is not possible as minute: a range",
            "1,,2 * * * *        | '' is not possible as minute",
            "? * * * *           | '?' is not possible as minute",
            "-5 * * * *          | '-5' is not possible as minute",
            "0 0 13 * 5          | it restricts both the day of month and the day of week",
            "0 0 31 2,4 *        | it never happens: no chosen month has a day 31",
    })
    void shouldSayWhatCannotBeScheduled(String cron, String message) {
        // when
        Throwable thrown = catchThrowable(() -> CronTranslation.toQuartz(cron));

        // then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
