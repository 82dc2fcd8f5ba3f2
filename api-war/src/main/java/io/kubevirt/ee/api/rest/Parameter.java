package io.kubevirt.ee.api.rest;

import java.util.List;

/** The parameters there are, in path and query. */
enum Parameter {
    NAMESPACE(
            "namespace",
            "The namespace.",
            new Rule.Text(
                    "[a-z0-9]([a-z0-9-]*[a-z0-9])?", 63, "a DNS label, as Kubernetes has it")),
    NAME(
            "name",
            "The object's name.",
            new Rule.Text(
                    "[a-z0-9]([a-z0-9.-]*[a-z0-9])?", 253, "a DNS name, as Kubernetes has it")),
    LIMIT(
            "limit",
            "How many objects an answer holds at most; 100 if not said. More are fetched with continue.",
            new Rule.Whole(1, 500)),
    CONTINUE(
            "continue",
            "metadata.continue of the answer before: goes on where it ended.",
            new Rule.Text("[A-Za-z0-9_=-]+", 4096, "metadata.continue of an answer")),
    LABEL_SELECTOR(
            "labelSelector",
            "Only objects with these labels, as in kubectl: app=web,tier!=test.",
            new Rule.Text("[ -~]*", 2048, "printable ASCII, up to 2048 characters")),
    FIELD_SELECTOR(
            "fieldSelector",
            "Only objects with these fields, as in kubectl: metadata.name=web.",
            new Rule.Text("[ -~]*", 1024, "printable ASCII, up to 1024 characters")),
    RESOURCE_VERSION(
            "resourceVersion",
            "Only changes after this version; without it all objects come first, as ADDED.",
            new Rule.Text("[0-9]+", 19, "metadata.resourceVersion of a list or object")),
    TIMEOUT_SECONDS(
            "timeoutSeconds",
            "After how long the watch ends; 300 if not said.",
            new Rule.Whole(1, 3600)),
    DRY_RUN(
            "dryRun",
            "All: everything is checked and nothing is changed.",
            new Rule.OneOf(List.of("All"))),
    PROPAGATION_POLICY(
            "propagationPolicy",
            "What becomes of the objects that this one owns.",
            new Rule.OneOf(List.of("Background", "Foreground", "Orphan"))),
    GRACE_PERIOD_SECONDS(
            "gracePeriodSeconds",
            "How long the guest may take to shut down; as its specification says if not said here.",
            new Rule.Whole(0, 86400));

    private final String key;
    private final String description;
    private final Rule rule;

    Parameter(String key, String description, Rule rule) {
        this.key = key;
        this.description = description;
        this.rule = rule;
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }

    Rule rule() {
        return rule;
    }

    /**
     * Returns the value.
     *
     * @throws ProblemException 400 when it is not what it may be
     */
    String check(String value) {
        if (!rule.accepts(value)) {
            throw new ProblemException(
                    Problem.badRequest("%s must be %s".formatted(key, rule.words())));
        }
        return value;
    }
}
