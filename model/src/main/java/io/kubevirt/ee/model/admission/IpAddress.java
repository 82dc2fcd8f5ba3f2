package io.kubevirt.ee.model.admission;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of addresses; nothing is looked up. */
final class IpAddress {
    private static final int V6_GROUPS = 8;
    private static final int LARGEST_BYTE = 255;
    private static final Pattern V4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    /** The network of loopback and of addresses that stand for IPv4's; link-local; multicast. */
    private static final Pattern V6_SPECIAL =
            Pattern.compile("(?i):|0{1,4}:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:");

    private static final Pattern MAC =
            Pattern.compile(
                    "[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}");
    private static final Pattern PREFIX = Pattern.compile("[1-9]\\d{0,2}");

    /** Room for the network, the gateway, the guest and the broadcast address. */
    private static final int LONGEST_GUEST_PREFIX = 30;

    private static final int LONGEST_IPV6_GUEST_PREFIX = 126;

    private IpAddress() {}

    static boolean isValid(String text) {
        return isV4(text) || isV6(text);
    }

    static boolean isV4(String text) {
        Matcher matcher = V4.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (Integer.parseInt(matcher.group(group)) > LARGEST_BYTE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == V6_GROUPS;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int first = before.isEmpty() ? 0 : groups(before);
        int last = after.isEmpty() ? 0 : groups(after);
        return first >= 0 && last >= 0 && first + last < V6_GROUPS;
    }

    /** Returns the number of 16-bit groups, or -1 when one is none; IPv4 at the end counts two. */
    private static int groups(String text) {
        List<String> parts = List.of(text.split(":", -1));
        int last = parts.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!V6_GROUP.matcher(parts.get(i)).matches()) {
                return -1;
            }
        }
        if (isV4(parts.get(last))) {
            return parts.size() + 1;
        }
        return V6_GROUP.matcher(parts.get(last)).matches() ? parts.size() : -1;
    }

    /** Tells whether the text is an IPv4 network with room for a gateway and a guest. */
    static boolean isGuestNetwork(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2 && isV4(parts[0]) && isPrefix(parts[1], LONGEST_GUEST_PREFIX);
    }

    /** Tells the same of IPv6, of which a guest is reached by routers. */
    static boolean isIpv6GuestNetwork(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 2
                && isV6(parts[0])
                && !V6_SPECIAL.matcher(parts[0]).lookingAt()
                && isPrefix(parts[1], LONGEST_IPV6_GUEST_PREFIX);
    }

    private static boolean isPrefix(String text, int longest) {
        return PREFIX.matcher(text).matches() && Integer.parseInt(text) <= longest;
    }

    /** Tells whether the text is an Ethernet address of six bytes. */
    static boolean isMac(String text) {
        return MAC.matcher(text).matches();
    }
}
