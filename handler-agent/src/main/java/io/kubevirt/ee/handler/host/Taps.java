package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Persistent taps: made in the node's network namespace, where libvirt opens them. */
final class Taps {

    private static final Path DEVICES = Path.of("/sys/class/net");

    private Taps() {}

    /** Makes the tap unless it is there or has already moved into its pod. */
    static void make(NicNeed nic, int uid, int mtuBytes, PodNetwork pod) throws IOException {
        if (pod.has(nic.tap())) {
            return;
        }
        if (!onNode(nic.tap())) {
            Command.run(add(nic, uid));
        }
        Command.run(
                List.of("ip", "link", "set", "dev", nic.tap(), "mtu", Integer.toString(mtuBytes)));
    }

    private static List<String> add(NicNeed nic, int uid) {
        List<String> command =
                new ArrayList<>(List.of("ip", "tuntap", "add", "dev", nic.tap(), "mode", "tap"));
        command.addAll(List.of("user", Integer.toString(uid), "vnet_hdr"));
        if (nic.queues() > 1) {
            command.add("multi_queue");
        }
        return command;
    }

    /** Moves the tap into its pod, unless it is there. */
    static void move(NicNeed nic, PodNetwork pod) throws IOException {
        if (!pod.has(nic.tap())) {
            Command.run(
                    List.of("ip", "link", "set", "dev", nic.tap(), "netns", pod.file().toString()));
        }
    }

    /** Removes a guest's taps that never moved; one in a pod goes with its pod. */
    static void removeOf(int uid) throws IOException {
        for (String tap : ownedBy(uid)) {
            Command.run(List.of("ip", "link", "delete", "dev", tap));
        }
    }

    private static List<String> ownedBy(int uid) throws IOException {
        List<String> owned = new ArrayList<>();
        try (DirectoryStream<Path> taps = Files.newDirectoryStream(DEVICES, "tap*")) {
            for (Path tap : taps) {
                Path owner = tap.resolve("owner");
                if (Files.exists(owner)
                        && Files.readString(owner).strip().equals(Integer.toString(uid))) {
                    owned.add(tap.getFileName().toString());
                }
            }
        }
        return owned;
    }

    private static boolean onNode(String tap) {
        return Files.exists(DEVICES.resolve(tap));
    }
}
