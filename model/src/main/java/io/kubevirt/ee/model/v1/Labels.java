package io.kubevirt.ee.model.v1;

/** Labels that we read or write, by KubeVirt's names. */
public final class Labels {
    /** On each of our pods: which component it is. */
    public static final String APP = "kubevirt.io";

    /** Value of {@link #APP} on launcher pods. */
    public static final String APP_LAUNCHER = "virt-launcher";

    /** On launcher pods: uid of the instance. */
    public static final String CREATED_BY = "kubevirt.io/created-by";

    /** On instances and launcher pods: name of the machine. */
    public static final String VM_NAME = "vm.kubevirt.io/name";

    /** On launcher pods: name of the instance. Services that virtctl makes select by it. */
    public static final String VMI_ID = "vmi.kubevirt.io/id";

    /** On claims of what a machine keeps: name of the machine. */
    public static final String STATE_OF = "persistent-state-for";

    /** On instances: the node whose agent answers for the guest. */
    public static final String NODE_NAME = "kubevirt.io/nodeName";

    /** On nodes: whether guests can be placed there, true or false. */
    public static final String NODE_SCHEDULABLE = "kubevirt.io/schedulable";

    /** On nodes: whether the kubelet gives containers processors of their own, true or false. */
    public static final String CPU_MANAGER = "cpumanager";

    private Labels() {}
}
