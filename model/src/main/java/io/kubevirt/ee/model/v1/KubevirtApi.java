package io.kubevirt.ee.model.v1;

/** Group, versions, kinds and plurals of the API. */
public final class KubevirtApi {
    public static final String GROUP = "kubevirt.io";
    public static final String VERSION = "v1";
    public static final String API_VERSION = GROUP + "/" + VERSION;

    /** Served for old clients with the same schema; never stored. */
    public static final String OLD_VERSION = "v1alpha3";

    public static final String SUBRESOURCES_GROUP = "subresources.kubevirt.io";

    public static final String VIRTUAL_MACHINE = "VirtualMachine";
    public static final String VIRTUAL_MACHINES = "virtualmachines";
    public static final String VIRTUAL_MACHINE_INSTANCE = "VirtualMachineInstance";
    public static final String VIRTUAL_MACHINE_INSTANCES = "virtualmachineinstances";
    public static final String REPLICA_SET = "VirtualMachineInstanceReplicaSet";
    public static final String REPLICA_SETS = "virtualmachineinstancereplicasets";
    public static final String KUBE_VIRT = "KubeVirt";
    public static final String KUBE_VIRTS = "kubevirts";

    private KubevirtApi() {}

    /**
     * What clients are told as the version: that of KubeVirt whose API is spoken, with ours as its
     * build. virtctl compares the first two numbers with its own, and tells its user when they
     * differ.
     *
     * @param build such as {@code 0.1.0}
     */
    public static String version(String build) {
        return "v1.9.0+ee." + build;
    }
}
