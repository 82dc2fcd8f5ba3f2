/** What both ends of a guest's stream need. */
package io.kubevirt.ee.runtime.stream;
