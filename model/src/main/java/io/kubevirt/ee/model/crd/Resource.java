package io.kubevirt.ee.model.crd;

import io.kubevirt.ee.model.instancetype.PresetKind;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.util.List;

/** The resources we define, and how kubectl names and shows them. */
public enum Resource {
    VIRTUAL_MACHINE(
            VirtualMachine.class,
            KubevirtApi.VIRTUAL_MACHINES,
            List.of("vm", "vms"),
            true,
            List.of(
                    Column.AGE,
                    Column.shown("Status", ".status.printableStatus"),
                    Column.condition("Ready", 0))),
    VIRTUAL_MACHINE_INSTANCE(
            VirtualMachineInstance.class,
            KubevirtApi.VIRTUAL_MACHINE_INSTANCES,
            List.of("vmi", "vmis"),
            false,
            List.of(
                    Column.AGE,
                    Column.PHASE,
                    Column.shown("IP", ".status.interfaces[0].ipAddress"),
                    Column.shown("NodeName", ".status.nodeName"),
                    Column.condition("Ready", 0),
                    Column.condition("LiveMigratable", 1),
                    Column.condition("Paused", 1))),
    REPLICA_SET(
            VirtualMachineInstanceReplicaSet.class,
            KubevirtApi.REPLICA_SETS,
            List.of("vmirs", "vmirss"),
            true,
            List.of(
                    Column.number("Desired", Definition.SPEC_REPLICAS),
                    Column.number("Current", Definition.STATUS_REPLICAS),
                    Column.number("Ready", ".status.readyReplicas"),
                    Column.AGE)),
    KUBE_VIRT(
            KubeVirt.class,
            KubevirtApi.KUBE_VIRTS,
            List.of("kv", "kvs"),
            true,
            List.of(Column.AGE, Column.PHASE)),
    INSTANCETYPE(
            VirtualMachineInstancetype.class,
            PresetKind.INSTANCETYPE,
            Home.INSTANCETYPE,
            List.of("vminstancetype", "vminstancetypes", "vmf", "vmfs")),
    CLUSTER_INSTANCETYPE(
            VirtualMachineInstancetype.class,
            PresetKind.CLUSTER_INSTANCETYPE,
            Home.CLUSTER_INSTANCETYPE,
            List.of("vmclusterinstancetype", "vmclusterinstancetypes", "vmcf", "vmcfs")),
    PREFERENCE(
            VirtualMachinePreference.class,
            PresetKind.PREFERENCE,
            Home.INSTANCETYPE,
            List.of("vmpref", "vmprefs", "vmp", "vmps")),
    CLUSTER_PREFERENCE(
            VirtualMachinePreference.class,
            PresetKind.CLUSTER_PREFERENCE,
            Home.CLUSTER_INSTANCETYPE,
            List.of("vmcp", "vmcps"));

    private final Class<? extends Record> type;
    private final String kind;
    private final Home home;
    private final String plural;
    private final List<String> shortNames;
    private final boolean statusSubresource;
    private final List<Column> columns;

    Resource(
            Class<? extends Record> type,
            String plural,
            List<String> shortNames,
            boolean statusSubresource,
            List<Column> columns) {
        this.type = type;
        this.kind = type.getSimpleName();
        this.home = Home.KUBEVIRT;
        this.plural = plural;
        this.shortNames = shortNames;
        this.statusSubresource = statusSubresource;
        this.columns = columns;
    }

    Resource(Class<? extends Record> type, PresetKind kind, Home home, List<String> shortNames) {
        this.type = type;
        this.kind = kind.kind();
        this.home = home;
        this.plural = kind.plural();
        this.shortNames = shortNames;
        this.statusSubresource = false;
        this.columns = List.of();
    }

    Class<? extends Record> type() {
        return type;
    }

    /** Returns the kind, such as VirtualMachine. */
    public String kind() {
        return kind;
    }

    /** Returns the name of its definition, such as virtualmachines.kubevirt.io. */
    public String definitionName() {
        return plural + "." + home.group();
    }

    Home home() {
        return home;
    }

    String plural() {
        return plural;
    }

    List<String> shortNames() {
        return shortNames;
    }

    boolean hasStatusSubresource() {
        return statusSubresource;
    }

    /** Whether {@code kubectl scale} and autoscalers can set its number. */
    boolean hasScaleSubresource() {
        return this == REPLICA_SET;
    }

    List<Column> columns() {
        return columns;
    }
}
