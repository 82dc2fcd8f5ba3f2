/** virt-controller inside Open Liberty: EJBs and CDI beans around the reconcilers. */
package io.kubevirt.ee.controller.server;
