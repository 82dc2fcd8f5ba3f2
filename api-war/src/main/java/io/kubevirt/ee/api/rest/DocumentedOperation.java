package io.kubevirt.ee.api.rest;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Describes the operations on one kind.
 *
 * @param kind as VirtualMachine
 */
record DocumentedOperation(String kind) {
    private static final String JSON = "application/json";
    private static final List<Integer> ALWAYS =
            List.of(400, 401, 403, 404, 406, 429, 500, 502, 503, 504);
    private static final List<Integer> LISTING = List.of(410);
    private static final List<Integer> CHANGING = List.of(409, 422);
    private static final List<Integer> SENDING = List.of(408, 409, 413, 415, 422);

    org.eclipse.microprofile.openapi.models.Operation list(Operation operation) {
        return base(operation)
                .responses(
                        problems(LISTING)
                                .addAPIResponse("200", answer("The objects.", ref(kind + "List"))));
    }

    org.eclipse.microprofile.openapi.models.Operation watch(Operation operation) {
        Content events =
                OASFactory.createContent()
                        .addMediaType(
                                "text/event-stream", OASFactory.createMediaType().schema(event()));
        return base(operation)
                .responses(
                        problems(LISTING)
                                .addAPIResponse(
                                        "200",
                                        OASFactory.createAPIResponse()
                                                .description(
                                                        "Events ADDED, MODIFIED, DELETED and BOOKMARK;"
                                                                + " the data is the object, the id its"
                                                                + " resource version, with which"
                                                                + " Last-Event-ID goes on. ERROR holds a"
                                                                + " problem, and is the last.")
                                                .content(events)));
    }

    /** Of each event; OpenAPI 3.1 has no word for the items of a stream. */
    private static Schema event() {
        Schema name = of(SchemaType.STRING);
        List.of("ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR").forEach(name::addEnumeration);
        return of(SchemaType.OBJECT)
                .addProperty("event", name)
                .addProperty("id", of(SchemaType.STRING))
                .addRequired("event")
                .addRequired("data");
    }

    org.eclipse.microprofile.openapi.models.Operation read() {
        return base(Operation.GET)
                .responses(
                        problems(List.of())
                                .addAPIResponse("200", answer("The object.", ref(kind))));
    }

    org.eclipse.microprofile.openapi.models.Operation write(Operation operation) {
        APIResponses answers = problems(SENDING);
        answers.addAPIResponse("201", answer("The object as it was created.", ref(kind)));
        if (operation == Operation.REPLACE) {
            answers.addAPIResponse("200", answer("The object as it is now.", ref(kind)));
        }
        return base(operation)
                .requestBody(
                        OASFactory.createRequestBody()
                                .required(true)
                                .content(content(ref(kind), JSON, "application/yaml")))
                .responses(answers);
    }

    org.eclipse.microprofile.openapi.models.Operation patch() {
        Schema operations =
                of(SchemaType.ARRAY)
                        .items(
                                of(SchemaType.OBJECT)
                                        .addProperty("op", of(SchemaType.STRING))
                                        .addProperty("path", of(SchemaType.STRING))
                                        .addRequired("op")
                                        .addRequired("path"));
        Content patches =
                content(of(SchemaType.OBJECT), "application/merge-patch+json")
                        .addMediaType(
                                "application/json-patch+json",
                                OASFactory.createMediaType().schema(operations));
        return base(Operation.PATCH)
                .requestBody(OASFactory.createRequestBody().required(true).content(patches))
                .responses(
                        problems(SENDING)
                                .addAPIResponse(
                                        "200", answer("The object as it is now.", ref(kind))));
    }

    org.eclipse.microprofile.openapi.models.Operation delete() {
        Schema either =
                OASFactory.createSchema().addAnyOf(ref(kind)).addAnyOf(ref(Document.STATUS));
        return base(Operation.DELETE)
                .responses(
                        problems(CHANGING)
                                .addAPIResponse(
                                        "200",
                                        answer(
                                                "The object, which ends now, or the word that it is"
                                                        + " gone.",
                                                either)));
    }

    org.eclipse.microprofile.openapi.models.Operation power(Operation operation) {
        return base(operation)
                .responses(
                        problems(CHANGING)
                                .addAPIResponse(
                                        "202",
                                        OASFactory.createAPIResponse().description("Asked for.")));
    }

    static Schema ref(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private org.eclipse.microprofile.openapi.models.Operation base(Operation operation) {
        org.eclipse.microprofile.openapi.models.Operation described =
                OASFactory.createOperation()
                        .operationId(camel(operation) + kind)
                        .summary(operation.summary())
                        .addTag(kind);
        path(operation).forEach(one -> described.addParameter(parameter(one, In.PATH)));
        operation.query().forEach(one -> described.addParameter(parameter(one, In.QUERY)));
        return described;
    }

    private static Stream<Parameter> path(Operation operation) {
        return switch (operation) {
            case LIST_ALL, WATCH_ALL -> Stream.of();
            case LIST, WATCH, CREATE -> Stream.of(Parameter.NAMESPACE);
            case GET, REPLACE, PATCH, DELETE, START, STOP, RESTART ->
                    Stream.of(Parameter.NAMESPACE, Parameter.NAME);
        };
    }

    private static org.eclipse.microprofile.openapi.models.parameters.Parameter parameter(
            Parameter parameter, In in) {
        return OASFactory.createParameter()
                .name(parameter.key())
                .in(in)
                .required(in == In.PATH)
                .description(parameter.description())
                .schema(schema(parameter.rule()));
    }

    private static Schema schema(Rule rule) {
        return switch (rule) {
            case Rule.Whole whole ->
                    of(SchemaType.INTEGER)
                            .minimum(BigDecimal.valueOf(whole.least()))
                            .maximum(BigDecimal.valueOf(whole.most()));
            case Rule.Text text ->
                    of(SchemaType.STRING)
                            .pattern("^" + text.pattern() + "$")
                            .maxLength(text.longest());
            case Rule.OneOf words -> {
                Schema schema = of(SchemaType.STRING);
                words.values().forEach(schema::addEnumeration);
                yield schema;
            }
        };
    }

    private static APIResponses problems(List<Integer> more) {
        APIResponses answers = OASFactory.createAPIResponses();
        Stream.concat(ALWAYS.stream(), more.stream())
                .sorted()
                .forEach(
                        code ->
                                answers.addAPIResponse(
                                        String.valueOf(code),
                                        OASFactory.createAPIResponse()
                                                .description("Refused, or failed.")
                                                .content(
                                                        content(
                                                                ref(Document.PROBLEM),
                                                                Problem.MEDIA_TYPE))));
        // Liberty itself refuses characters that no name can hold, before a request is anybody's.
        answers.getAPIResponse("400")
                .getContent()
                .addMediaType("text/html", OASFactory.createMediaType())
                .addMediaType(JSON, OASFactory.createMediaType());
        return answers;
    }

    private static APIResponse answer(String description, Schema schema) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(content(schema, JSON));
    }

    private static Content content(Schema schema, String... types) {
        Content content = OASFactory.createContent();
        Arrays.stream(types)
                .forEach(
                        type ->
                                content.addMediaType(
                                        type, OASFactory.createMediaType().schema(schema)));
        return content;
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static String camel(Operation operation) {
        String[] words = operation.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1 ? words[0] : words[0] + "All";
    }
}
