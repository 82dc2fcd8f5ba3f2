package io.kubevirt.ee.model.crd;

import io.kubernetes.client.openapi.models.V1CustomResourceColumnDefinition;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinition;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinitionNames;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinitionSpec;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinitionVersion;
import io.kubernetes.client.openapi.models.V1CustomResourceSubresourceScale;
import io.kubernetes.client.openapi.models.V1CustomResourceSubresources;
import io.kubernetes.client.openapi.models.V1CustomResourceValidation;
import io.kubernetes.client.openapi.models.V1JSONSchemaProps;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.List;
import java.util.Locale;

/** Makes the definition that teaches the API server a resource. */
public final class Definition {
    static final String SPEC_REPLICAS = ".spec.replicas";
    static final String STATUS_REPLICAS = ".status.replicas";

    private Definition() {}

    /** Returns the definition with all served versions; they share one schema. */
    public static V1CustomResourceDefinition of(Resource resource) {
        V1JSONSchemaProps schema = Schema.of(resource.type());
        Home home = resource.home();
        String stored = home.versions().getFirst();
        return new V1CustomResourceDefinition()
                .apiVersion("apiextensions.k8s.io/v1")
                .kind("CustomResourceDefinition")
                .metadata(metadata(resource))
                .spec(
                        new V1CustomResourceDefinitionSpec()
                                .group(home.group())
                                .scope(home.scope())
                                .names(names(resource))
                                .versions(
                                        home.versions().stream()
                                                .map(
                                                        name ->
                                                                version(
                                                                        resource,
                                                                        name,
                                                                        name.equals(stored),
                                                                        schema))
                                                .toList()));
    }

    /** Returns metadata without the empty lists and maps that the model starts with. */
    private static V1ObjectMeta metadata(Resource resource) {
        return new V1ObjectMeta()
                .name(resource.definitionName())
                .annotations(null)
                .finalizers(null)
                .labels(null)
                .managedFields(null)
                .ownerReferences(null);
    }

    private static V1CustomResourceDefinitionNames names(Resource resource) {
        return new V1CustomResourceDefinitionNames()
                .kind(resource.kind())
                .listKind(resource.kind() + "List")
                .plural(resource.plural())
                .singular(resource.kind().toLowerCase(Locale.ROOT))
                .shortNames(resource.shortNames())
                .categories(resource.home().categoriesOrNull());
    }

    private static V1CustomResourceDefinitionVersion version(
            Resource resource, String name, boolean stored, V1JSONSchemaProps schema) {
        var version =
                new V1CustomResourceDefinitionVersion()
                        .name(name)
                        .served(true)
                        .storage(stored)
                        .selectableFields(null)
                        .additionalPrinterColumns(columnsOrNull(resource))
                        .schema(new V1CustomResourceValidation().openAPIV3Schema(schema));
        if (resource.hasStatusSubresource()) {
            version.subresources(
                    new V1CustomResourceSubresources().status(new Object()).scale(scale(resource)));
        }
        return version;
    }

    private static V1CustomResourceSubresourceScale scale(Resource resource) {
        return resource.hasScaleSubresource()
                ? new V1CustomResourceSubresourceScale()
                        .specReplicasPath(SPEC_REPLICAS)
                        .statusReplicasPath(STATUS_REPLICAS)
                        .labelSelectorPath(".status.labelSelector")
                : null;
    }

    private static List<V1CustomResourceColumnDefinition> columnsOrNull(Resource resource) {
        return resource.columns().isEmpty()
                ? null
                : resource.columns().stream().map(Column::definition).toList();
    }
}
