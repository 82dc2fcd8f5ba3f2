/** What virt-api asks of a running guest: to pause, to boot again, to freeze, to tell of itself. */
package io.kubevirt.ee.handler.operation;
