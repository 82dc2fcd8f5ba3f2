package io.kubevirt.ee.api.rest;

import com.google.gson.JsonObject;
import io.kubevirt.ee.model.crd.Definition;
import io.kubevirt.ee.model.crd.Resource;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASModelReader;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Makes the OpenAPI document of the REST entrypoint: from the tables that requests are held to, and
 * from the definitions that the API server holds objects to. MicroProfile OpenAPI serves it.
 */
public class Document implements OASModelReader {
    static final String PROBLEM = "Problem";
    static final String STATUS = "Status";
    static final String TOKEN = "token";
    static final String CERTIFICATE = "certificate";

    private static final List<Resource> KINDS =
            List.of(Resource.VIRTUAL_MACHINE, Resource.VIRTUAL_MACHINE_INSTANCE);

    @Override
    public OpenAPI buildModel() {
        Components components =
                OASFactory.createComponents()
                        .addSchema(PROBLEM, problem())
                        .addSchema(STATUS, status())
                        .addSecurityScheme(
                                TOKEN,
                                OASFactory.createSecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "A token that the API server knows, as from kubectl"
                                                        + " create token."));
        boolean certificates = certificatesAreTaken();
        if (certificates) {
            components.addSecurityScheme(
                    CERTIFICATE,
                    OASFactory.createSecurityScheme()
                            .type(SecurityScheme.Type.MUTUALTLS)
                            .description("A certificate signed by the cluster's CA of clients."));
        }
        Paths paths = OASFactory.createPaths();
        for (Resource kind : KINDS) {
            components.addSchema(kind.kind(), object(kind));
            components.addSchema(kind.kind() + "List", list(kind));
            objects(paths, kind);
        }
        power(paths);
        OpenAPI document = OASFactory.createOpenAPI();
        document.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        if (certificates) {
            document.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(CERTIFICATE));
        }
        return document.openapi("3.1.0")
                .info(
                        OASFactory.createInfo()
                                .title("KubeVirt EE REST")
                                .version("v1")
                                .description(
                                        "Virtual machines without a Kubernetes client. Each request"
                                                + " is made with the caller's own token or"
                                                + " certificate, and may"
                                                + " what he may."))
                .addServer(OASFactory.createServer().url("/"))
                .components(components)
                .paths(paths);
    }

    /** Made by MicroProfile OpenAPI, which injects nothing. */
    private static boolean certificatesAreTaken() {
        return ConfigProvider.getConfig()
                .getOptionalValue("kubevirt.api.rest-client-certificates", Boolean.class)
                .orElse(false);
    }

    private static void objects(Paths paths, Resource kind) {
        String plural = kind.kind().toLowerCase(Locale.ROOT) + "s";
        String root = RestApplication.ROOT + "/v1/";
        String collection = root + "namespaces/{namespace}/" + plural;
        DocumentedOperation make = new DocumentedOperation(kind.kind());
        paths.addPathItem(root + plural, item().GET(make.list(Operation.LIST_ALL)));
        paths.addPathItem(
                collection,
                item().GET(make.list(Operation.LIST)).POST(make.write(Operation.CREATE)));
        paths.addPathItem(
                collection + "/{name}",
                item().GET(make.read())
                        .PUT(make.write(Operation.REPLACE))
                        .PATCH(make.patch())
                        .DELETE(make.delete()));
        paths.addPathItem(root + "watch/" + plural, item().GET(make.watch(Operation.WATCH_ALL)));
        paths.addPathItem(
                root + "watch/namespaces/{namespace}/" + plural,
                item().GET(make.watch(Operation.WATCH)));
    }

    private static void power(Paths paths) {
        String machine =
                RestApplication.ROOT + "/v1/namespaces/{namespace}/virtualmachines/{name}/";
        DocumentedOperation make = new DocumentedOperation(Resource.VIRTUAL_MACHINE.kind());
        paths.addPathItem(machine + "start", item().POST(make.power(Operation.START)));
        paths.addPathItem(machine + "stop", item().POST(make.power(Operation.STOP)));
        paths.addPathItem(machine + "restart", item().POST(make.power(Operation.RESTART)));
    }

    private static PathItem item() {
        return OASFactory.createPathItem();
    }

    private static Schema object(Resource kind) {
        JsonObject definition = KubeJson.gson().toJsonTree(Definition.of(kind)).getAsJsonObject();
        JsonObject version =
                definition
                        .getAsJsonObject("spec")
                        .getAsJsonArray("versions")
                        .get(0)
                        .getAsJsonObject();
        Schema schema =
                SchemaModel.of(
                        version.getAsJsonObject("schema").getAsJsonObject("openAPIV3Schema"));
        schema.getProperties().get("apiVersion").addEnumeration("kubevirt.io/v1");
        schema.getProperties().get("kind").addEnumeration(kind.kind());
        return schema;
    }

    private static Schema list(Resource kind) {
        return of(SchemaType.OBJECT)
                .addProperty("apiVersion", of(SchemaType.STRING))
                .addProperty("kind", of(SchemaType.STRING))
                .addProperty(
                        "metadata",
                        of(SchemaType.OBJECT)
                                .addProperty("resourceVersion", of(SchemaType.STRING))
                                .addProperty("continue", of(SchemaType.STRING)))
                .addProperty(
                        "items", of(SchemaType.ARRAY).items(DocumentedOperation.ref(kind.kind())))
                .addRequired("items")
                .addRequired("metadata");
    }

    private static Schema problem() {
        Schema cause =
                of(SchemaType.OBJECT)
                        .addProperty("field", of(SchemaType.STRING))
                        .addProperty("reason", of(SchemaType.STRING))
                        .addProperty("message", of(SchemaType.STRING));
        Schema problem =
                of(SchemaType.OBJECT)
                        .description("An error (RFC 9457).")
                        .addProperty("type", of(SchemaType.STRING))
                        .addProperty("title", of(SchemaType.STRING))
                        .addProperty("status", of(SchemaType.INTEGER))
                        .addProperty("detail", of(SchemaType.STRING))
                        .addProperty(
                                "reason",
                                of(SchemaType.STRING)
                                        .description("The API server's word, such as NotFound."))
                        .addProperty("causes", of(SchemaType.ARRAY).items(cause));
        List.of("type", "title", "status", "detail", "reason").forEach(problem::addRequired);
        return problem.additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
    }

    private static Schema status() {
        return of(SchemaType.OBJECT)
                .description("The API server's word that it is done.")
                .addProperty("kind", of(SchemaType.STRING).addEnumeration("Status"))
                .addProperty("status", of(SchemaType.STRING))
                .addRequired("kind")
                .addRequired("status");
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
