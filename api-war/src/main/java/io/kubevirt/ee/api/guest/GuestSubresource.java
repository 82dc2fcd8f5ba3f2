package io.kubevirt.ee.api.guest;

/** What can be asked of a running guest. */
public enum GuestSubresource {
    PAUSE("pause"),
    UNPAUSE("unpause"),
    FREEZE("freeze"),
    UNFREEZE("unfreeze"),
    RESET("reset"),
    SOFT_REBOOT("softreboot"),
    GUEST_OS_INFO("guestosinfo"),
    USER_LIST("userlist"),
    FILE_SYSTEM_LIST("filesystemlist");

    private final String subresource;

    GuestSubresource(String subresource) {
        this.subresource = subresource;
    }

    /** Its name, here and at virt-handler. */
    String subresource() {
        return subresource;
    }
}
