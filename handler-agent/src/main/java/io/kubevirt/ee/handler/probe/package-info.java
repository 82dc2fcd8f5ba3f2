/** Asks guests, again and again, whether they are well. */
package io.kubevirt.ee.handler.probe;
