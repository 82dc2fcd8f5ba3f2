package io.kubevirt.ee.model.agent;

import static io.kubevirt.ee.model.agent.AgentReply.list;
import static io.kubevirt.ee.model.agent.AgentReply.read;
import static io.kubevirt.ee.model.agent.AgentReply.text;

import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubevirt.ee.model.v1.GuestAgentCommandInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceFileSystem;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceFileSystemDisk;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceFileSystemInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceFileSystemList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestAgentInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfoBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSUser;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSUserList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers of a guest's agent in the shapes of KubeVirt's API. All throw {@link UnreadableReply}
 * for what is no answer.
 */
public final class AgentReplies {

    private static final String FROZEN = "frozen";
    private static final String LOOPBACK = "lo";
    private static final List<String> ON_LINK_ALONE = List.of("fe80:", "169.254.");
    private static final VirtualMachineInstanceGuestOSInfo UNKNOWN_OS =
            VirtualMachineInstanceGuestOSInfoBuilder.builder().build();

    private AgentReplies() {}

    /** Whether the answer to {@link AgentCommand#FREEZE_STATUS} says that nothing is written. */
    public static boolean frozen(String reply) {
        return FROZEN.equals(read(reply, String.class));
    }

    /** The answer to {@link AgentCommand#OS_INFO}. */
    public static VirtualMachineInstanceGuestOSInfo os(String reply) {
        AgentReply.Os os = read(reply, AgentReply.Os.class);
        return new VirtualMachineInstanceGuestOSInfo(
                text(os.id()),
                text(os.kernelRelease()),
                text(os.kernelVersion()),
                text(os.machine()),
                text(os.name()),
                text(os.prettyName()),
                text(os.version()),
                text(os.versionId()));
    }

    /** The answer to {@link AgentCall#run}: by which number to ask for what became of it. */
    public static long program(String reply) {
        return read(reply, AgentReply.Program.class).pid();
    }

    /** The answer to {@link AgentCall#outcome}: what a program ended with; empty while it runs. */
    public static Optional<ProgramEnd> programEnd(String reply) {
        AgentReply.ProgramStatus status = read(reply, AgentReply.ProgramStatus.class);
        return status.exited()
                ? Optional.of(
                        new ProgramEnd(
                                Optional.ofNullable(status.exitCode()),
                                Optional.ofNullable(status.signal())))
                : Optional.empty();
    }

    /** The answer to {@link AgentCommand#INTERFACES}, without the loopback interface. */
    public static List<AgentInterface> interfaces(String reply) {
        return list(read(reply, AgentReply.Interface[].class)).stream()
                .filter(nic -> nic.name() != null && !nic.name().equals(LOOPBACK))
                .map(nic -> new AgentInterface(text(nic.name()), mac(nic.mac()), addresses(nic)))
                .toList();
    }

    private static String mac(String ofGuestOrNull) {
        return ofGuestOrNull == null ? "" : text(ofGuestOrNull).toLowerCase(Locale.ROOT);
    }

    private static List<String> addresses(AgentReply.Interface nic) {
        return list(nic.addresses()).stream()
                .map(AgentReply.Address::ip)
                .filter(ip -> ip != null && ON_LINK_ALONE.stream().noneMatch(ip::startsWith))
                .map(AgentReply::text)
                .toList();
    }

    /** The answer to {@link AgentCommand#USERS}. */
    public static VirtualMachineInstanceGuestOSUserList users(String reply) {
        return new VirtualMachineInstanceGuestOSUserList(new V1ListMeta(), userItems(reply));
    }

    private static List<VirtualMachineInstanceGuestOSUser> userItems(String reply) {
        return list(read(reply, AgentReply.User[].class)).stream()
                .map(
                        user ->
                                new VirtualMachineInstanceGuestOSUser(
                                        text(user.user()), text(user.domain()), user.loginTime()))
                .toList();
    }

    /** The answer to {@link AgentCommand#FILE_SYSTEMS}. */
    public static VirtualMachineInstanceFileSystemList fileSystems(String reply) {
        return new VirtualMachineInstanceFileSystemList(new V1ListMeta(), fileSystemItems(reply));
    }

    private static List<VirtualMachineInstanceFileSystem> fileSystemItems(String reply) {
        return list(read(reply, AgentReply.FileSystem[].class)).stream()
                .map(AgentReplies::fileSystem)
                .toList();
    }

    private static VirtualMachineInstanceFileSystem fileSystem(AgentReply.FileSystem seen) {
        List<VirtualMachineInstanceFileSystemDisk> disks =
                list(seen.disk()).stream()
                        .map(
                                disk ->
                                        new VirtualMachineInstanceFileSystemDisk(
                                                text(disk.serial()), text(disk.busType())))
                        .toList();
        return new VirtualMachineInstanceFileSystem(
                text(seen.name()),
                text(seen.mountpoint()),
                text(seen.type()),
                seen.usedBytes(),
                seen.totalBytes(),
                disks.isEmpty() ? null : disks);
    }

    /**
     * All that the agent told.
     *
     * @param replies by command; what the agent does not answer is absent
     */
    public static VirtualMachineInstanceGuestAgentInfo info(Map<AgentCommand, String> replies) {
        Optional<AgentReply.Info> info =
                told(replies, AgentCommand.INFO, reply -> read(reply, AgentReply.Info.class));
        return new VirtualMachineInstanceGuestAgentInfo(
                info.map(AgentReply.Info::version).map(AgentReply::text).orElse(null),
                info.map(AgentReplies::commands).orElse(null),
                told(replies, AgentCommand.HOST_NAME, AgentReplies::hostName).orElse(null),
                told(replies, AgentCommand.OS_INFO, AgentReplies::os).orElse(UNKNOWN_OS),
                told(replies, AgentCommand.TIME_ZONE, AgentReplies::timeZone).orElse(null),
                told(replies, AgentCommand.USERS, AgentReplies::userItems).orElse(null),
                new VirtualMachineInstanceFileSystemInfo(
                        told(replies, AgentCommand.FILE_SYSTEMS, AgentReplies::fileSystemItems)
                                .orElse(List.of())),
                told(replies, AgentCommand.FREEZE_STATUS, reply -> read(reply, String.class))
                        .map(AgentReply::text)
                        .orElse(null));
    }

    private static <T> Optional<T> told(
            Map<AgentCommand, String> replies, AgentCommand command, Function<String, T> meaning) {
        return Optional.ofNullable(replies.get(command)).map(meaning);
    }

    private static List<GuestAgentCommandInfo> commands(AgentReply.Info info) {
        return list(info.supportedCommands()).stream()
                .map(command -> new GuestAgentCommandInfo(text(command.name()), command.enabled()))
                .toList();
    }

    private static String hostName(String reply) {
        return text(read(reply, AgentReply.HostName.class).name());
    }

    /** As KubeVirt writes it: the name, and the seconds from UTC. */
    private static String timeZone(String reply) {
        AgentReply.TimeZone zone = read(reply, AgentReply.TimeZone.class);
        return "%s, %d".formatted(zone.zone() == null ? "" : text(zone.zone()), zone.offset());
    }
}
