/** Work by key: a bounded queue, workers on threads that the caller provides, back-off, figures. */
package io.kubevirt.ee.runtime.loop;
