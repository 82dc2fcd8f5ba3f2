package io.kubevirt.ee.api.admission;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.eviction.Evictions;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.admission.ClusterRules;
import io.kubevirt.ee.model.admission.Deprecations;
import io.kubevirt.ee.model.admission.Refusal;
import io.kubevirt.ee.model.instancetype.PresetReader;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.launcher.HostPaths;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serves the webhooks, at KubeVirt's paths. Whatever an object holds, the answer is a review; only
 * what is no review at all is answered with an error.
 */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    @Inject Evictions evictions;
    @Inject Cluster cluster;
    @Inject ApiConfig config;

    /** Fills in an instance's defaults and keeps users from its status. */
    @POST
    @Path("virtualmachineinstances-mutate")
    public AdmissionReview mutateInstance(AdmissionReview review) {
        return Reviews.answer(
                review,
                request ->
                        AdmissionAnswer.patched(
                                request.uid(),
                                Reviews.isCreation(request)
                                        ? InstanceMutation.onCreate(Reviews.object(request))
                                        : InstanceMutation.onUpdate(
                                                Reviews.oldObject(request),
                                                Reviews.object(request))));
    }

    /** Changes nothing of a machine: what is applied twice must show no difference. */
    @POST
    @Path("virtualmachines-mutate")
    public AdmissionReview mutateMachine(AdmissionReview review) {
        return Reviews.answer(review, request -> AdmissionAnswer.allowed(request.uid()));
    }

    /** Reviews an instance that is created. */
    @POST
    @Path("virtualmachineinstances-validate-create")
    public AdmissionReview reviewNewInstance(AdmissionReview review) {
        return Reviews.validated(
                review,
                request -> {
                    VirtualMachineInstance vmi =
                            ObjectReader.read(
                                    Reviews.object(request), VirtualMachineInstance.class);
                    return both(Admission.review(vmi), clusterRules().review(vmi));
                });
    }

    /** Reviews a change of an instance. */
    @POST
    @Path("virtualmachineinstances-validate-update")
    public AdmissionReview reviewChangedInstance(AdmissionReview review) {
        return Reviews.validated(
                review,
                request ->
                        Admission.review(
                                ObjectReader.read(
                                        Reviews.oldObject(request), VirtualMachineInstance.class),
                                ObjectReader.read(
                                        Reviews.object(request), VirtualMachineInstance.class)));
    }

    /** Reviews a machine that is created or changed. */
    @POST
    @Path("virtualmachines-validate")
    public AdmissionReview reviewMachine(AdmissionReview review) {
        return Reviews.validated(
                review,
                request -> {
                    VirtualMachine after =
                            ObjectReader.read(Reviews.object(request), VirtualMachine.class);
                    if (Reviews.isCreation(request)) {
                        return both(
                                Admission.review(after, this::presets),
                                clusterRules().review(after));
                    }
                    VirtualMachine before =
                            ObjectReader.read(Reviews.oldObject(request), VirtualMachine.class);
                    return both(
                            Admission.review(before, after, this::presets),
                            clusterRules().review(before, after));
                },
                request ->
                        Deprecations.of(
                                ObjectReader.read(Reviews.object(request), VirtualMachine.class)));
    }

    /** Reviews a replica set that is created or changed. */
    @POST
    @Path("virtualmachinereplicaset-validate")
    public AdmissionReview reviewReplicaSet(AdmissionReview review) {
        return Reviews.validated(
                review,
                request -> {
                    VirtualMachineInstanceReplicaSet after =
                            ObjectReader.read(
                                    Reviews.object(request),
                                    VirtualMachineInstanceReplicaSet.class);
                    if (Reviews.isCreation(request)) {
                        return both(Admission.review(after), clusterRules().review(after));
                    }
                    VirtualMachineInstanceReplicaSet before =
                            ObjectReader.read(
                                    Reviews.oldObject(request),
                                    VirtualMachineInstanceReplicaSet.class);
                    return both(
                            Admission.review(before, after), clusterRules().review(before, after));
                });
    }

    private ClusterRules clusterRules() {
        return new ClusterRules(new HostPaths(config.hostDiskPaths()), cluster::featureGates);
    }

    private static List<Refusal> both(List<Refusal> some, List<Refusal> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** What a machine refers to, as it is now. */
    private Presets presets(VirtualMachine vm) {
        return new PresetReader(cluster.presets()).read(vm);
    }

    /** Reviews the eviction of a launcher pod. */
    @POST
    @Path("pod-eviction-validate")
    public AdmissionReview reviewEviction(AdmissionReview review) {
        return Reviews.answer(
                review,
                request ->
                        evictions
                                .review(
                                        request.namespace(),
                                        request.name(),
                                        Boolean.TRUE.equals(request.dryRun()))
                                .map(stays -> AdmissionAnswer.refused(request.uid(), stays))
                                .orElse(AdmissionAnswer.allowed(request.uid())));
    }
}
