/** The components' certificates: what is due (pure), how they are made, where they are kept. */
package io.kubevirt.ee.controller.certificate;
