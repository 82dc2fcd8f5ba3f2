package io.kubevirt.ee.handler.stream;

/** What of a guest a stream leads to. */
sealed interface StreamTarget permits GuestDevice, GuestPort {}
