package io.kubevirt.ee.api.admission;

import io.kubevirt.ee.model.admission.PresetReview;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Serves the webhooks of instancetypes and preferences, at KubeVirt's paths. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PresetWebhookResource {
    /** Reviews an instancetype of a namespace. */
    @POST
    @Path("virtualmachineinstancetypes-validate")
    public AdmissionReview reviewInstancetype(AdmissionReview review) {
        return instancetype(review);
    }

    /** Reviews an instancetype of the cluster. */
    @POST
    @Path("virtualmachineclusterinstancetypes-validate")
    public AdmissionReview reviewClusterInstancetype(AdmissionReview review) {
        return instancetype(review);
    }

    /** Reviews a preference of a namespace. */
    @POST
    @Path("virtualmachinepreferences-validate")
    public AdmissionReview reviewPreference(AdmissionReview review) {
        return preference(review);
    }

    /** Reviews a preference of the cluster. */
    @POST
    @Path("virtualmachineclusterpreferences-validate")
    public AdmissionReview reviewClusterPreference(AdmissionReview review) {
        return preference(review);
    }

    private static AdmissionReview instancetype(AdmissionReview review) {
        return WebhookResource.validated(
                review,
                request ->
                        PresetReview.instancetype(
                                ObjectReader.read(
                                                WebhookResource.object(request),
                                                VirtualMachineInstancetype.class)
                                        .spec()));
    }

    private static AdmissionReview preference(AdmissionReview review) {
        return WebhookResource.validated(
                review,
                request ->
                        PresetReview.preference(
                                ObjectReader.read(
                                                WebhookResource.object(request),
                                                VirtualMachinePreference.class)
                                        .spec()));
    }
}
