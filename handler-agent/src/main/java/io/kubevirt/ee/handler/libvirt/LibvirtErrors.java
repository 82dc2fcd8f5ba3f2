package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused.Kind;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import org.libvirt.Error.ErrorDomain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/**
 * The one place that knows libvirt's error codes.
 *
 * @see <a href="https://libvirt.org/html/libvirt-virterror.html">virErrorNumber</a>
 */
final class LibvirtErrors {

    private static final int NO_DOMAIN = 42;

    /** What a code means to whoever made the call. */
    enum Meaning {
        /** There is no such domain (any more). */
        NO_SUCH_DOMAIN,
        /** The domain is not in the state that the call needs; often: it is there already. */
        WRONG_STATE,
        /** Without our metadata. */
        NOT_OURS,
        /** The connection is gone or never was. */
        UNAVAILABLE,
        /** This definition will never do on this node. */
        NEVER,
        /** A later try may do. */
        MAY_PASS
    }

    private LibvirtErrors() {}

    static Meaning meaning(LibvirtException e) {
        if (e.getError() == null) {
            return Meaning.MAY_PASS;
        }
        ErrorDomain origin = e.getError().getDomain();
        // Raised on this side of the socket: the connection broke, whatever the code says.
        return origin == ErrorDomain.VIR_FROM_RPC || origin == ErrorDomain.VIR_FROM_REMOTE
                ? Meaning.UNAVAILABLE
                : meaning(e.getError().getCode());
    }

    static Meaning meaning(NativeRefusal e) {
        return e.code() == NO_DOMAIN ? Meaning.NO_SUCH_DOMAIN : Meaning.UNAVAILABLE;
    }

    /** Codes that are not named are about troubles that may pass: trying again does no harm. */
    static Meaning meaning(ErrorNumber code) {
        return switch (code) {
            case VIR_ERR_NO_DOMAIN, VIR_ERR_INVALID_DOMAIN -> Meaning.NO_SUCH_DOMAIN;
            case VIR_ERR_OPERATION_INVALID -> Meaning.WRONG_STATE;
            case VIR_ERR_NO_DOMAIN_METADATA -> Meaning.NOT_OURS;
            case VIR_ERR_NO_CONNECT,
                    VIR_ERR_INVALID_CONN,
                    VIR_ERR_RPC,
                    VIR_ERR_NO_CLIENT,
                    VIR_ERR_NO_SERVER,
                    VIR_ERR_OPERATION_TIMEOUT,
                    VIR_ERR_AGENT_UNRESPONSIVE,
                    VIR_ERR_AGENT_UNSYNCED ->
                    Meaning.UNAVAILABLE;
            case VIR_ERR_XML_ERROR,
                    VIR_ERR_XML_DETAIL,
                    VIR_ERR_XML_INVALID_SCHEMA,
                    VIR_ERR_CONFIG_UNSUPPORTED,
                    VIR_ERR_INVALID_ARG,
                    VIR_ERR_INVALID_MAC,
                    VIR_ERR_OS_TYPE,
                    VIR_ERR_CPU_INCOMPATIBLE,
                    VIR_ERR_NO_SUPPORT,
                    VIR_ERR_ARGUMENT_UNSUPPORTED ->
                    Meaning.NEVER;
            default -> Meaning.MAY_PASS;
        };
    }

    /** The exception for a call that should have worked. */
    static HypervisorRefused refused(LibvirtException e) {
        return switch (meaning(e)) {
            case UNAVAILABLE -> throw unavailable(e);
            case NEVER -> new HypervisorRefused(Kind.NEVER, text(e), e);
            case MAY_PASS, WRONG_STATE, NO_SUCH_DOMAIN, NOT_OURS ->
                    new HypervisorRefused(Kind.MAY_PASS, text(e), e);
        };
    }

    static HypervisorUnavailable unavailable(LibvirtException e) {
        return new HypervisorUnavailable("libvirt: " + text(e), e);
    }

    /** Libvirt's message on one line: it is shown in conditions and events. */
    static String text(LibvirtException e) {
        String message = e.getMessage();
        return message == null
                ? "no message"
                : message.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
