package io.kubevirt.ee.e2e;

/**
 * All that names one run of a guest.
 *
 * @param domain libvirt's name of it
 */
record GuestIdentity(String namespace, String name, String vmiUid, String podUid, String domain) {}
