package io.confluenceconnector.routes;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RouteFileCheckTest {

    private static final RouteVocabulary VOCABULARY = new RouteVocabulary(Set.of("discovery", "ownership"),
            Set.of("json", "items"), Set.of("retry.attempts", "tenant.name"), Set.of());

    @TempDir
    Path folder;

    static Stream<Arguments> refusedSteps() {
        return Stream.of(
                arguments("to: {uri: 'https://evil.example/x'}", "the endpoint scheme 'https'"),
                arguments("to: 'http://evil.example/x'", "the endpoint scheme 'http'"),
                arguments("to: {uri: 'file:/tmp'}", "the endpoint scheme 'file'"),
                arguments("to: {uri: 'exec:sh'}", "the endpoint scheme 'exec'"),
                arguments("to: {uri: 'class:java.lang.Runtime'}", "the endpoint scheme 'class'"),
                arguments("to: {uri: 'language:simple:x'}", "the endpoint scheme 'language'"),
                arguments("to: {uri: '{{tenant.name}}:x'}", "the endpoint scheme"),
                arguments("to: {uri: http, parameters: {httpUri: evil.example}}", "the endpoint scheme 'http'"),
                arguments("to: {uri: 'direct:{{tenant.name}}'}", "the endpoint 'direct:{{tenant.name}}'"),
                arguments("to: {uri: 'timer:x?period=1'}", "the endpoint 'timer:x?…'"),
                arguments("toD: {uri: '${header.x}'}", "the endpoint '${header.x}'"),
                arguments("toD: '${header.x}:api'", "the endpoint '${header.x}:api'"),
                arguments("to-d: {uri: 'https://${header.x}'}", "the endpoint scheme 'https'"),
                arguments("toD: {uri: 'log:${header.x}'}", "the endpoint 'log:${header.x}'"),
                arguments("toD: {uri: 'bean:${header.x}'}", "the endpoint 'bean:${header.x}'"),
                arguments("toD: {uri: 'direct:a+language:simple:${header.x}'}", "the endpoint"),
                arguments("wireTap: {uri: 'ftp:evil.example'}", "the endpoint scheme 'ftp'"),
                arguments("enrich: {expression: {constant: {expression: 'file:/etc'}}}", "the endpoint scheme 'file'"),
                arguments("enrich: {constant: 'file:/etc'}", "the endpoint scheme 'file'"),
                arguments("pollEnrich: {simple: 'file:/etc'}", "the endpoint scheme 'file'"),
                arguments("poll: {uri: 'file:/etc'}", "the endpoint scheme 'file'"),
                arguments("recipientList: {expression: {header: {expression: x}}}", "endpoints computed by 'header'"),
                arguments("recipientList: {expression: {simple: {expression: '${header.x}'}}}", "the endpoint '${header.x}'"),
                arguments("recipientList: {expression: {constant: {expression: 'direct:start,https://evil.example'}}}",
                        "the endpoint scheme 'https'"),
                arguments("routingSlip: {expression: {method: {ref: discovery, method: next}}}", "endpoints computed by 'method'"),
                arguments("dynamicRouter: {method: {ref: discovery, method: next}}", "endpoints computed by 'method'"),
                arguments("to: {uri: 'confluence:other'}", "the endpoint 'confluence:other'"),
                arguments("to: {uri: 'confluence:api', parameters: {httpMethod: DELETE}}", "with options [httpmethod]"),
                arguments("to: {uri: 'confluence:api', parameters: {sslContextParameters: '#tls'}}", "'sslcontextparameters'"),
                arguments("to: {uri: 'direct:start', parameters: {x509HostnameVerifier: '#no'}}", "'x509hostnameverifier'"),
                arguments("to: {uri: 'direct:start', parameters: {httpClientConfigurer: '#no'}}", "'httpclientconfigurer'"),
                arguments("to: {uri: 'direct:start', parameters: {clientConnectionManager: '#no'}}", "'clientconnectionmanager'"),
                arguments("to: {uri: 'direct:start', parameters: {trustAllCertificates: true}}", "'trustallcertificates'"),
                arguments("to: {uri: 'direct:start', parameters: {trustManager: '#no'}}", "'trustmanager'"),
                arguments("to: {uri: 'direct:start', parameters: {proxyHost: evil.example}}", "'proxyhost'"),
                arguments("to: {uri: 'direct:start', parameters: {synchronous: '#class:java.lang.Object'}}", "'#class:java.lang.Object'"),
                arguments("setBody: {constant: '#type:java.lang.Runtime'}", "'#type:java.lang.Runtime'"),
                arguments("setBody: {constant: '#valueAs(java.lang.Class):x'}", "#valueAs"),
                arguments("setBody: {constant: '#nothing'}", "the bean 'nothing'"),
                arguments("to: {uri: 'log:x'}", "a log endpoint that may show bodies"),
                arguments("to: {uri: 'log:x', parameters: {showBody: false, showAll: true}}", "a log endpoint that may show bodies"),
                arguments("to: {uri: 'log:x', parameters: {showBody: false, plain: true}}", "a log endpoint that may show bodies"),
                arguments("to: {uri: 'log:x', parameters: {showBody: false, exchangeFormatter: '#json'}}", "a log endpoint that may show bodies"),
                arguments("toD: {uri: 'direct:${body.title}'}", "the endpoint 'direct:${body.title}'"),
                arguments("wireTap: {uri: 'direct:${body.title}'}", "the endpoint 'direct:${body.title}'"),
                arguments("throwException: {exceptionType: io.confluenceconnector.gateway.PermanentException, message: 'On ${body.title}'}",
                        "an error that says 'On ${body.title}'"),
                arguments("setProperty: {name: x, simple: '${body}', Simple: '${header.x}'}", "more than one 'simple'"),
                arguments("setProperty: {name: x, expression: {constant: y}, expression: {simple: '${body}'}}", "more than one 'expression'"),
                arguments("set-header: {name: x, Name: y, constant: z}", "more than one 'name'"),
                arguments("setHeader: {name: x, constant: {expression: y, expression: z}}", "more than one 'expression'"),
                arguments("setProperty: {name: '${header.x}', simple: '${body.title}'}", "the computed name '${header.x}'"),
                arguments("setHeader: {name: '{{retry.attempts:x}}', constant: x}", "the computed name '{{retry.attempts:x}}'"),
                arguments("log: '${headers}'", "'${headers}'"),
                arguments("log: {message: '${body}'}", "a log of '${body}'"),
                arguments("log: {message: 'to ${header.CamelHttpUri}'}", "a log of '${header.CamelHttpUri}'"),
                arguments("script: {groovy: 'x'}", "the step 'script'"),
                arguments("setBody: {groovy: 'x'}", "'groovy'"),
                arguments("setBody: {expression: {js: {expression: x}}}", "'js'"),
                arguments("setBody: {ognl: x}", "'ognl'"),
                arguments("setBody: {mvel: x}", "'mvel'"),
                arguments("setBody: {spel: x}", "'spel'"),
                arguments("setBody: {joor: x}", "'joor'"),
                arguments("setBody: {java: x}", "'java'"),
                arguments("setBody: {python: x}", "'python'"),
                arguments("setBody: {xquery: x}", "'xquery'"),
                arguments("setBody: {language: {language: groovy, expression: x}}", "'language'"),
                arguments("bean: {beanType: java.lang.Runtime, method: exec}", "'beantype'"),
                arguments("bean: {ref: java.lang.Runtime, method: exec}", "the bean 'java.lang.Runtime'"),
                arguments("bean: {ref: json, method: readValue}", "the bean 'json'"),
                arguments("bean: {ref: discovery, method: 'take(${body})'}", "the method 'take(${body})'"),
                arguments("bean: {ref: discovery, method: getClass}", "the method 'getClass'"),
                arguments("bean: discovery", "'bean' without 'ref'"),
                arguments("setBody: {method: {beanType: java.lang.System, method: getenv}}", "'method' without 'ref'"),
                arguments("setBody: {method: exit}", "'method' without 'ref'"),
                arguments("to: {uri: 'bean:java.lang.Runtime'}", "the bean 'java.lang.Runtime'"),
                arguments("to: {uri: bean, parameters: {beanName: java.lang.Runtime}}", "the bean 'java.lang.Runtime'"),
                arguments("process: {}", "'process' without 'ref'"),
                arguments("process: {ref: discovry}", "Did you mean 'discovery'"),
                arguments("split: {simple: '${body}', executorService: itemz, steps: [{stop: {}}]}", "Did you mean 'items'"),
                arguments("serviceCall: {name: x}", "the step 'servicecall'"),
                arguments("kamelet: {name: x}", "the step 'kamelet'"),
                arguments("setBody: {simple: '${env.HOME}'}", "'${env.HOME}'"),
                arguments("setBody: {simple: '${sysenv.HOME}'}", "'${sysenv.HOME}'"),
                arguments("setBody: {simple: '${sys.user.home}'}", "'${sys.user.home}'"),
                arguments("setBody: {simple: '${properties:x}'}", "'${properties:x}'"),
                arguments("setBody: {simple: '${ref:json}'}", "'${ref:json}'"),
                arguments("setBody: {simple: '${type:java.lang.System}'}", "'${type:java.lang.System}'"),
                arguments("setBody: {simple: '${bean:discovery}'}", "'${bean:discovery}'"),
                arguments("setBody: {simple: '${camelContext.registry}'}", "'${camelContext.registry}'"),
                arguments("setBody: {simple: '${exchange.context}'}", "'${exchange.context}'"),
                arguments("setBody: {simple: '$simple{sys.user.home}'}", "'$simple{sys.user.home}'"),
                arguments("setBody: {simple: '${body.class}'}", "'${body.class}'"),
                arguments("setBody: {simple: '${body.getClass}'}", "'${body.getClass}'"),
                arguments("setBody: {simple: '${body.uri.toURL}'}", "'${body.uri.toURL}'"),
                arguments("setBody: {simple: '${body.uri?.tourl}'}", "'${body.uri?…'"),
                arguments("setBody: {simple: '${body.toPath}'}", "'${body.toPath}'"),
                arguments("setBody: {simple: '${body.openConnection}'}", "'${body.openConnection}'"),
                arguments("setBody: {simple: '${exception.x.classLoader.y}'}", "'${exception.x.classLoader.y}'"),
                arguments("setBody: {simple: '${body.replace(1,2)}'}", "'${body.replace(1,2)}'"),
                arguments("setBody: {simple: '${header.${body}}'}", "the expression"),
                arguments("setBody: {constant: '{{env:HOME}}'}", "the placeholder '{{env:HOME}}'"),
                arguments("setBody: {constant: '{{sys:user.home}}'}", "the placeholder '{{sys:user.home}}'"),
                arguments("setBody: {constant: '{{file:/run/secrets/x}}'}", "the placeholder '{{file:/run/secrets/x}}'"),
                arguments("setBody: {constant: '{{CLIENT_SECRET}}'}", "the placeholder '{{CLIENT_SECRET}}'"),
                arguments("setBody: {constant: '{{?client.secret}}'}", "the placeholder '{{client.secret}}'"),
                arguments("setBody: {constant: '{{retry.attemps:4}}'}", "Did you mean 'retry.attempts'"),
                arguments("setBody: {constant: 'resource:file:/proc/self/environ'}", "a value read from a resource"),
                arguments("setBody: {simple: {expression: x, resultType: java.io.File}}", "the type 'java.io.File'"),
                arguments("convertBodyTo: {type: java.net.URL}", "the type 'java.net.URL'"),
                arguments("unmarshal: {yaml: {}}", "'unmarshal' with [yaml]"),
                arguments("unmarshal: {json: {library: Gson, objectMapper: '#json'}}", "'json' with"),
                arguments("unmarshal: {json: {library: Jackson}}", "'json' with"),
                arguments("unmarshal: {json: {library: Jackson, objectMapper: '#json', allowUnmarshallType: true}}", "'json' with"),
                arguments("unmarshal: {json: {library: Jackson, objectMapper: '#json', unmarshalType: java.net.URL}}", "'json' with"),
                arguments("to: {uri: 'direct:strat'}", "Did you mean 'direct:start'"));
    }

    @ParameterizedTest
    @MethodSource("refusedSteps")
    @DisplayName("S24: a step that does more than routes may is refused, with file, line, route and step")
    void shouldRefuseStep(String step, String found) {
        // given
        RouteFolder.write(folder, "stage.camel.yaml", """
                - route:
                    id: stage
                    from:
                      uri: direct:start
                      steps:
                        - choice:
                            id: suspect
                            otherwise:
                              steps:
                                - %s
                        - to: direct:start
                """.formatted(step));

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.toString()).contains(found);
            assertThat(problem.place()).isEqualTo(new Place("stage.camel.yaml", 10, "stage", "suspect"));
        });
    }

    @ParameterizedTest
    @DisplayName("S24: an element of its own, such as beans and rest services, is refused")
    @ValueSource(strings = {"beans: [{name: x, type: java.lang.Object}]", "rest: {path: /x}", "restConfiguration: {port: 80}",
            "dataFormats: {yaml: {}}", "bean: {name: x}",
            "routeTemplate: {id: t, parameters: [{name: secret, required: false}], from: {uri: 'timer:t', steps: []}}",
            "routeTemplate: {id: t, beans: [{name: x, type: java.lang.Object}], from: {uri: 'timer:t', steps: []}}",
            "routeTemplate: {id: t, parameters: [{name: retry.attempts}], from: {uri: 'timer:t', steps: []}}",
            "routeTemplate: {id: t, parameters: [{name: x, defaultValue: '$'}], from: {uri: 'timer:t', steps: []}}",
            "templatedRoute: {routeTemplateRef: t, routeId: r, parameters: [{name: retry.attempts, value: '4'}]}",
            "templatedRoute: {routeTemplateRef: t, routeId: r, parameters: [{name: x, value: '$'}]}",
            "templated-route: {route-template-ref: t, route-id: r, parameters: [{name: x, value: '{{retry.attempts}}'}]}",
            "from: {uri: 'jetty:http://0.0.0.0', steps: []}",
            "interceptSendToEndpoint: {uri: 'http:x', steps: []}",
            "errorHandler: {deadLetterChannel: {deadLetterUri: 'file:/tmp'}}",
            "onException: {exception: [java.lang.Exception], onRedeliveryRef: nobody}",
            "route: {id: x}", "route: {id: x, uri: 'direct:x', steps: []}",
            "route: {id: x, trace: true, from: {uri: 'timer:x', steps: []}}"})
    void shouldRefuseElement(String element) {
        // given
        RouteFolder.write(folder, "stage.camel.yaml", "- " + element);

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.place().line()).isOne());
    }

    @ParameterizedTest
    @DisplayName("S24: a file that is no list of routes is refused")
    @ValueSource(strings = {"apiVersion: camel.apache.org/v1\nkind: Pipe", "- route: [", "just text"})
    void shouldRefuseOtherFiles(String yaml) {
        // given
        RouteFolder.write(folder, "stage.camel.yaml", yaml);

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused).hasMessageContaining("stage.camel.yaml");
    }

    @Test
    @DisplayName("S24: an empty directory is refused, since a connector without routes does nothing")
    void shouldRefuseDirectoryWithoutRoutes() {
        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused).hasMessageContaining("ROUTES_DIRECTORY").hasMessageContaining(folder.toAbsolutePath().toString());
    }

    @Test
    @DisplayName("S24: all problems of all files are reported at once")
    void shouldReportAllProblems() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", "- from: {uri: 'timer:a', steps: [{to: 'ftp:x'}, {script: {}}]}");
        RouteFolder.write(folder, "b.camel.yaml", "- from: {uri: 'timer:b', steps: [{to: 'direct:nobody'}]}");

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.getMessage()).contains("a.camel.yaml:1: found the endpoint scheme 'ftp'", "the step 'script'",
                "b.camel.yaml:1: found a step that sends to 'direct:nobody', where no route listens");
    }

    @Test
    void shouldSuggestTheStepThatWasMeantInsteadOfNamingAll() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", "- from: {uri: 'timer:a', steps: [{tto: 'direct:a'}]}");

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).singleElement().hasToString("a.camel.yaml:1: found the step 'tto'. Did you mean 'to'?");
    }

    @Test
    @DisplayName("what a file that cannot be read may hold is not missed elsewhere")
    void shouldNotComplainOfCallsIntoAFileThatIsNoYaml() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", "- from: {uri: 'timer:a', steps: [{to: 'direct:b'}]}");
        RouteFolder.write(folder, "b.camel.yaml", "- from:\n\turi: direct:b");

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).singleElement().hasToString(
                "b.camel.yaml:2: found text that is not valid YAML: a tab stands where only blanks may. Indent by blanks.");
    }

    @Test
    @DisplayName("a route that nobody calls is reported, unless it says that it is a hook")
    void shouldReportRouteThatNobodyCalls() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", """
                - route: {id: lonely, from: {uri: 'direct:lonely', steps: [{stop: {}}]}}
                - route: {id: hooked, group: hook, from: {uri: 'direct:hooked', steps: [{stop: {}}]}}
                """);

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("a.camel.yaml:1, route 'lonely'", "group: hook"));
    }

    @Test
    @DisplayName("S24: a template is checked with the values of each of its uses")
    void shouldFillTemplates() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", """
                - routeTemplate:
                    id: t
                    parameters: [{name: scheme}]
                    from: {uri: 'timer:x', steps: [{to: '{{scheme}}:api'}]}
                - templatedRoute: {routeTemplateRef: t, routeId: good, parameters: [{name: scheme, value: platform}]}
                - templatedRoute: {routeTemplateRef: t, routeId: bad, parameters: [{name: scheme, value: 'https'}]}
                """);

        // when
        RouteFilesRejectedException refused = check();

        // then
        assertThat(refused.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("the endpoint scheme 'https'"));
    }

    @Test
    @DisplayName("S24: a scheme that the operator allowed may be used, and is named for a warning")
    void shouldNameExtraSchemes() {
        // given
        RouteFolder.write(folder, "a.camel.yaml", "- from: {uri: 'timer:a', steps: [{to: {uri: 'kafka:topic'}}]}");

        // when
        Set<String> extra = new RouteFileCheck(new RouteVocabulary(Set.of(), Set.of(), Set.of(), Set.of("kafka", "jms")))
                .check(folder);

        // then
        assertThat(extra).containsExactly("kafka");
    }

    @ParameterizedTest
    @DisplayName("S24: what an integration engineer needs stays possible")
    @ValueSource(strings = {"log: 'Batch of ${exchangeProperty.deletions.size} in ${routeId}'",
            "to: {uri: 'log:batch', parameters: {showBody: false, level: WARN}}", "to: {uri: direct, parameters: {name: start}}",
            "toD: {uri: 'direct:start'}", "log: 'Sending ${exchangeProperty.confluenceRequest}'", "throttle: {expression: {constant: {expression: '{{retry.attempts}}'}}}",
            "recipientList: {expression: {constant: {expression: 'direct:start,direct:later'}}}",
            "filter: {simple: '${header.x} > 1', steps: [{stop: {}}]}", "delay: {constant: 100}",
            "setProperty: {name: title, simple: '${body.title}'}",
            "setProperty: {name: veto, simple: '${header.x}'}",
            "throwException: {exceptionType: java.lang.IllegalStateException, message: Enough}",
            "setHeader: {name: x, expression: {method: {ref: discovery, method: result}}}",
            "setBody: {description: 'A price in {USD}, see #class: of goods', constant: x}"})
    void shouldAcceptOrdinarySteps(String step) {
        // given
        RouteFolder.write(folder, "a.camel.yaml", """
                - route: {id: a, from: {uri: 'direct:start', steps: [{%s}, {to: 'direct:start'}, {to: 'direct:later'}]}}
                - route: {id: b, from: {uri: 'direct:later', steps: [{stop: {}}]}}
                """.formatted(step));

        // then
        assertThatCode(() -> new RouteFileCheck(VOCABULARY).check(folder)).doesNotThrowAnyException();
    }

    private RouteFilesRejectedException check() {
        return catchThrowableOfType(RouteFilesRejectedException.class, () -> new RouteFileCheck(VOCABULARY).check(folder));
    }
}
