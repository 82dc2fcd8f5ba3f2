package io.kubevirt.ee.runtime.loop;

/**
 * Marks an exception whose message says all there is to say: what was tried, on which object, and
 * what stood against it. Its stack trace stays out of the log.
 */
public interface Explained {}
