/** Mutual TLS between the programs, from PEM files that are read again when they change. */
package io.kubevirt.ee.runtime.tls;
