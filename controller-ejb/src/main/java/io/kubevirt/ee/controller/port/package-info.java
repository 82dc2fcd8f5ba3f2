/** What the controller's reconcilers need of the world: the API server, and a place for events. */
package io.kubevirt.ee.controller.port;
