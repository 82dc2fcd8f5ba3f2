/** Start, stop and restart of a machine: what each does in each state. Pure. */
package io.kubevirt.ee.api.lifecycle;
