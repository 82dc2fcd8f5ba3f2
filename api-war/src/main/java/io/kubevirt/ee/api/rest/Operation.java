package io.kubevirt.ee.api.rest;

import java.util.List;

/** What can be asked for: the one table that resources and document share. */
enum Operation {
    LIST(
            "List objects of a namespace",
            List.of(
                    Parameter.LIMIT,
                    Parameter.CONTINUE,
                    Parameter.LABEL_SELECTOR,
                    Parameter.FIELD_SELECTOR)),
    LIST_ALL("List objects of all namespaces", LIST.query),
    WATCH(
            "Watch objects of a namespace, as server-sent events",
            List.of(
                    Parameter.LABEL_SELECTOR,
                    Parameter.FIELD_SELECTOR,
                    Parameter.RESOURCE_VERSION,
                    Parameter.TIMEOUT_SECONDS)),
    WATCH_ALL("Watch objects of all namespaces, as server-sent events", WATCH.query),
    CREATE("Create an object", List.of(Parameter.DRY_RUN)),
    GET("Read an object", List.of()),
    REPLACE("Replace an object", List.of(Parameter.DRY_RUN)),
    PATCH("Change parts of an object", List.of(Parameter.DRY_RUN)),
    DELETE("Delete an object", List.of(Parameter.DRY_RUN, Parameter.PROPAGATION_POLICY)),
    START("Start a virtual machine", List.of(Parameter.DRY_RUN)),
    STOP("Stop a virtual machine", List.of(Parameter.DRY_RUN, Parameter.GRACE_PERIOD_SECONDS)),
    RESTART("Restart a virtual machine", List.of(Parameter.DRY_RUN));

    private final String summary;
    private final List<Parameter> query;

    Operation(String summary, List<Parameter> query) {
        this.summary = summary;
        this.query = query;
    }

    String summary() {
        return summary;
    }

    /**
     * Parameters of the query that it takes; another is refused, since a typing error must not
     * widen a request.
     */
    List<Parameter> query() {
        return query;
    }
}
