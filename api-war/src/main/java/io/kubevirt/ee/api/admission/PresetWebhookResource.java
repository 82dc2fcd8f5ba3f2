package io.kubevirt.ee.api.admission;

import io.kubevirt.ee.model.admission.Deprecations;
import io.kubevirt.ee.model.admission.PresetReview;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
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
        return Reviews.validated(
                review,
                request -> PresetReview.instancetype(instancetype(request)),
                request -> Deprecations.of(instancetype(request)));
    }

    private static VirtualMachineInstancetypeSpec instancetype(AdmissionReview.Request request) {
        return ObjectReader.read(Reviews.object(request), VirtualMachineInstancetype.class).spec();
    }

    private static AdmissionReview preference(AdmissionReview review) {
        return Reviews.validated(
                review,
                request -> PresetReview.preference(preference(request)),
                request -> Deprecations.of(preference(request)));
    }

    private static VirtualMachinePreferenceSpec preference(AdmissionReview.Request request) {
        return ObjectReader.read(Reviews.object(request), VirtualMachinePreference.class).spec();
    }
}
