package io.kubevirt.ee.model.admission;

import java.util.List;

/** All rules: each is a name in one of these lists, and has cases in the tests' rules.yaml. */
final class Rules {
    /** Of the name of a machine or an instance. */
    static final List<MetadataRule> NAME = List.of(new NameLengthRule());

    /** Of the metadata of an instance, of its own or in a machine's template. */
    static final List<MetadataRule> METADATA =
            List.of(new ReservedLabelsRule(), new GatedAnnotationsRule());

    /** Of a machine's spec, but for what its template says of instances. */
    static final List<VirtualMachineRule> MACHINE =
            List.of(new RunStrategyRule(), new TemplateRule(), new MemoryGrowthRule());

    /** Of the spec of an instance, of its own or in a machine's template. */
    static final List<Rule> INSTANCE =
            List.of(
                    new IdentityRule(),
                    new MemoryRule(),
                    new HugepagesRule(),
                    new CpuRule(),
                    new DedicatedCpuRule(),
                    new HypervRule(),
                    new MachineRule(),
                    new Arm64Rule(),
                    new FirmwareRule(),
                    new KernelBootRule(),
                    new DiskRule(),
                    new BlockSizeRule(),
                    new BootOrderRule(),
                    new VolumeRule(),
                    new VolumeLabelRule(),
                    new ContainerDiskRule(),
                    new CloudInitRule(),
                    new NetworkRule(),
                    new InterfaceRule(),
                    new DhcpRule(),
                    new PortRule(),
                    new DeviceRule(),
                    new IoThreadsRule(),
                    new FeatureGateRule(),
                    new AccessCredentialRule(),
                    new ProbeRule(),
                    new StrategyRule(),
                    new DnsRule(),
                    new AffinityRule(),
                    new TopologySpreadRule());

    private Rules() {}
}
