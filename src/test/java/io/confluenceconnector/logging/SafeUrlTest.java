package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** S10. */
class SafeUrlTest {

    @ParameterizedTest
    @DisplayName("S10: of a URL only scheme, host, port and path template stay")
    @CsvSource(delimiter = '|', value = {
            "https://wiki.example.org/rest/api/content/1540227?expand=body.storage | https://wiki.example.org/rest/api/content/{}",
            "https://wiki.example.org/spaces/HR/pages/1540227/Travel+expenses | https://wiki.example.org/spaces/{}/pages/{}/{}",
            "https://jane:pw@wiki.example.org:8443/download/attachments/1/plan.pdf#x | https://wiki.example.org:8443/download/attachments/{}/{}",
            "HTTPS://api.atlassian.com/ex/confluence/1a2b-3c/wiki/api/v2/pages/15/attachments?cursor=eyJ | HTTPS://api.atlassian.com/ex/confluence/{}/wiki/api/v2/pages/{}/attachments",
            "failed: 'https://blob.example.net/c/b?sig=x' (twice: http://localhost:51349/probe) | failed: 'https://blob.example.net/{}/{}' (twice: http://localhost:51349/{}",
            "no URL: /rest/api | no URL: /rest/api",
    })
    void shouldShowTemplateOnly(String text, String shown) {
        // when
        String result = SafeUrl.replaceIn(text);

        // then
        assertThat(result).isEqualTo(shown);
    }
}
