package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DHCPOptions;
import io.kubevirt.ee.model.v1.DHCPPrivateOptions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the guest's user has DHCP tell beside the address.
 *
 * @param bootFile option 67
 * @param tftpServer option 66
 * @param ntpServers option 42, IPv4 addresses
 * @param own options 224 to 254, by their numbers
 */
public record DhcpExtras(
        Optional<String> bootFile,
        Optional<String> tftpServer,
        List<String> ntpServers,
        SortedMap<Integer, String> own) {

    /** Nothing more. */
    public static final DhcpExtras NONE =
            new DhcpExtras(Optional.empty(), Optional.empty(), List.of(), new TreeMap<>());

    // They end up in a configuration file.
    private static final Pattern TEXT = Pattern.compile("[ -~&&[^\"\\\\]]{1,255}");

    /** Copies list and map. */
    public DhcpExtras {
        ntpServers = List.copyOf(ntpServers);
        own = new TreeMap<>(own);
    }

    /** As an interface states them. */
    static DhcpExtras of(DHCPOptions optionsOrNull) {
        if (optionsOrNull == null) {
            return NONE;
        }
        SortedMap<Integer, String> own = new TreeMap<>();
        for (DHCPPrivateOptions option : Absent.list(optionsOrNull.privateOptions())) {
            own.put(Math.toIntExact(option.option()), text(option.value()));
        }
        return new DhcpExtras(
                GuestNeeds.stated(optionsOrNull.bootFileName()).map(DhcpExtras::text),
                GuestNeeds.stated(optionsOrNull.tftpServerName()).map(DhcpExtras::text),
                Absent.list(optionsOrNull.ntpServers()).stream().map(DhcpExtras::text).toList(),
                own);
    }

    /** Whether a value can be told as it is. */
    public static boolean isText(String value) {
        return TEXT.matcher(value).matches();
    }

    private static String text(String value) {
        if (!isText(value)) {
            throw new IllegalArgumentException(
                    "dhcpOptions: a value holds what cannot be told by DHCP here");
        }
        return value;
    }
}
