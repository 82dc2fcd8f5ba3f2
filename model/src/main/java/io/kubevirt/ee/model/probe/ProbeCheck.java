package io.kubevirt.ee.model.probe;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1HTTPHeader;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Port;
import io.kubevirt.ee.model.v1.Probe;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.List;

/** How a guest is checked. */
public sealed interface ProbeCheck {

    /**
     * A page that the guest serves.
     *
     * @param port at the guest's address; 0: it has no port of that name
     */
    record Http(boolean tls, int port, String path, List<V1HTTPHeader> headers)
            implements ProbeCheck {

        /** Copies the list. */
        public Http {
            headers = List.copyOf(headers);
        }
    }

    /**
     * A port that the guest listens at.
     *
     * @param port at the guest's address; 0: it has no port of that name
     */
    record Tcp(int port) implements ProbeCheck {}

    /** A program that the guest's agent runs. */
    record Exec(List<String> command) implements ProbeCheck {

        /** Copies the list. */
        public Exec {
            command = List.copyOf(command);
        }
    }

    /** The guest's agent itself. */
    record Ping() implements ProbeCheck {}

    /** The one way of a probe that admission let pass. */
    static ProbeCheck of(Probe probe, VirtualMachineInstanceSpec spec) {
        if (probe.httpGet() != null) {
            V1HTTPGetAction get = probe.httpGet();
            String path = get.getPath() == null ? "" : get.getPath();
            return new Http(
                    "HTTPS".equals(get.getScheme()),
                    port(get.getPort(), spec),
                    path.startsWith("/") ? path : "/" + path,
                    Absent.list(get.getHttpHeaders()));
        }
        if (probe.tcpSocket() != null) {
            return new Tcp(port(probe.tcpSocket().getPort(), spec));
        }
        return probe.exec() == null ? new Ping() : new Exec(Absent.list(probe.exec().getCommand()));
    }

    private static int port(IntOrString portOrNull, VirtualMachineInstanceSpec spec) {
        if (portOrNull == null) {
            return 0;
        }
        if (portOrNull.isInteger()) {
            return portOrNull.getIntValue();
        }
        String text = portOrNull.getStrValue();
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : named(text, spec);
    }

    private static int named(String name, VirtualMachineInstanceSpec spec) {
        return Absent.list(spec.domain().devices().interfaces()).stream()
                .map(Interface::ports)
                .flatMap(ports -> Absent.list(ports).stream())
                .filter(port -> name.equals(port.name()))
                .map(Port::port)
                .findFirst()
                .orElse(0);
    }
}
