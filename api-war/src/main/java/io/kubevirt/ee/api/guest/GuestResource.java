package io.kubevirt.ee.api.guest;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.Cluster.DryRun;
import io.kubevirt.ee.api.lifecycle.Options;
import io.kubevirt.ee.api.server.StatusAnswer;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.FreezeUnfreezeTimeout;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Serves what is asked of a running guest: loads, lets the decider decide, asks the agent. */
@Path(
        "/apis/"
                + KubevirtApi.SUBRESOURCES_GROUP
                + "/{apiVersion}/namespaces/{namespace}/virtualmachineinstances/{name}")
public class GuestResource {
    private static final String NOTHING = "";
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject Cluster cluster;
    @Inject AgentRequests agents;

    @PathParam("namespace")
    String namespace;

    @PathParam("name")
    String name;

    /** Stops the guest's CPUs. */
    @PUT
    @Path("pause")
    public Response pause(String body) {
        return put(GuestSubresource.PAUSE, NOTHING, dryRun(body));
    }

    /** Lets them run again. */
    @PUT
    @Path("unpause")
    public Response unpause(String body) {
        return put(GuestSubresource.UNPAUSE, NOTHING, dryRun(body));
    }

    /** Lets the guest write nothing to its file systems, for a while. */
    @PUT
    @Path("freeze")
    public Response freeze(String body) {
        FreezeUnfreezeTimeout options =
                Options.read(body, FreezeUnfreezeTimeout.class, new FreezeUnfreezeTimeout(null));
        try {
            if (options.duration().isEmpty()) {
                throw new StatusException(
                        ApiStatus.badRequest("Unfreeze timeout in freeze request is not set"));
            }
        } catch (IllegalArgumentException none) {
            throw new StatusException(
                    ApiStatus.badRequest("unfreezeTimeout: " + none.getMessage()), none);
        }
        return put(GuestSubresource.FREEZE, body, DryRun.NO);
    }

    /** Lets it write again. */
    @PUT
    @Path("unfreeze")
    public Response unfreeze() {
        return put(GuestSubresource.UNFREEZE, NOTHING, DryRun.NO);
    }

    /** Asks the guest to boot again. */
    @PUT
    @Path("softreboot")
    public Response softReboot() {
        return put(GuestSubresource.SOFT_REBOOT, NOTHING, DryRun.NO);
    }

    /** Presses its reset button. */
    @PUT
    @Path("reset")
    public Response reset() {
        VirtualMachineInstance vmi = instance();
        String node = node(GuestSubresource.RESET, vmi);
        try {
            ask(GuestSubresource.RESET, "PUT", node, NOTHING);
            return Response.ok().build();
        } catch (StatusException failed) {
            // It may have been asked for while the guest was on its way up.
            if (VmiPhase.of(vmi) == VmiPhase.RUNNING) {
                throw failed;
            }
            throw new StatusException(
                    ApiStatus.internalError(
                            "Failed to reset non-running VMI with phase %s: %s"
                                    .formatted(vmi.status().phase(), failed.getMessage())),
                    failed);
        }
    }

    /** What the guest's agent says of the guest. */
    @GET
    @Path("guestosinfo")
    public Response guestOsInfo() {
        return get(GuestSubresource.GUEST_OS_INFO);
    }

    /** Who is logged in. */
    @GET
    @Path("userlist")
    public Response userList() {
        return get(GuestSubresource.USER_LIST);
    }

    /** What is mounted. */
    @GET
    @Path("filesystemlist")
    public Response fileSystemList() {
        return get(GuestSubresource.FILE_SYSTEM_LIST);
    }

    private static DryRun dryRun(String body) {
        GuestOptions options = Options.read(body, GuestOptions.class, GuestOptions.DEFAULT);
        return Options.dryRun(options.dryRun());
    }

    private Response put(GuestSubresource wanted, String body, DryRun dryRun) {
        String node = node(wanted, instance());
        if (dryRun == DryRun.NO) {
            ask(wanted, "PUT", node, body);
        }
        return Response.ok().build();
    }

    /**
     * KubeVirt answers these with 500 and a text whatever is in the way. Its client takes the words
     * of an error of these from a text alone.
     */
    private Response get(GuestSubresource wanted) {
        try {
            String told = ask(wanted, "GET", node(wanted, instance()), NOTHING);
            return Response.ok(told, MediaType.APPLICATION_JSON).build();
        } catch (StatusException failed) {
            if (failed.status().getCode() == TOO_MANY_REQUESTS) {
                throw failed;
            }
            return StatusAnswer.text(
                    Response.Status.INTERNAL_SERVER_ERROR, failed.status().getMessage());
        }
    }

    private String ask(GuestSubresource wanted, String method, String node, String body) {
        String path =
                "/v1/namespaces/%s/virtualmachineinstances/%s/%s"
                        .formatted(namespace, name, wanted.subresource());
        return agents.send(node, method, path, body);
    }

    private VirtualMachineInstance instance() {
        return cluster.instance(namespace, name)
                .orElseThrow(
                        () ->
                                new StatusException(
                                        ApiStatus.notFound("virtualmachineinstance", name)));
    }

    private static String node(GuestSubresource wanted, VirtualMachineInstance vmi) {
        return switch (GuestDecider.decide(wanted, vmi)) {
            case GuestDecider.Decision.Ask ask -> ask.nodeName();
            case GuestDecider.Decision.Refuse refuse -> throw new StatusException(refuse.status());
        };
    }
}
