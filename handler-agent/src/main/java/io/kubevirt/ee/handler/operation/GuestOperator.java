package io.kubevirt.ee.handler.operation;

import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.handler.stream.GuestOperations;
import io.kubevirt.ee.handler.stream.HttpAnswer;
import io.kubevirt.ee.model.agent.UnreadableReply;
import io.kubevirt.ee.model.domain.DomainIdentity;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at the guest that a request is about, decides, does it, and has its status looked at. */
public final class GuestOperator implements GuestOperations {

    private static final Logger LOG = System.getLogger(GuestOperator.class.getName());
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final VmiStore vmis;
    private final Hypervisor hypervisor;
    private final AgentQuestions agents;
    private final FileSystemFreeze freeze;
    private final Consumer<Key> changed;

    /**
     * @param vmis the instances that this node has
     * @param hypervisor the node's libvirt
     * @param agents questions to the agents inside guests
     * @param freeze of guests' file systems
     * @param changed is told whose status may have changed; must not wait
     */
    public GuestOperator(
            VmiStore vmis,
            Hypervisor hypervisor,
            AgentQuestions agents,
            FileSystemFreeze freeze,
            Consumer<Key> changed) {
        this.vmis = vmis;
        this.hypervisor = hypervisor;
        this.agents = agents;
        this.freeze = freeze;
        this.changed = changed;
    }

    @Override
    public Optional<HttpAnswer> answer(String method, String path, String body) {
        return OperationRequest.parse(path).map(request -> answer(method, request, body));
    }

    private HttpAnswer answer(String method, OperationRequest request, String body) {
        try {
            return carryOut(method, request, body);
        } catch (OperationRefused refused) {
            return refused.answer();
        } catch (HypervisorRefused | UnreadableReply refused) {
            LOG.log(Level.WARNING, "{0}: {1}", request, refused.getMessage());
            return OperationRefused.failed(refused.getMessage()).answer();
        } catch (HypervisorUnavailable | UncheckedIOException away) {
            LOG.log(Level.WARNING, "{0}: {1}", request, away.getMessage());
            return OperationRefused.unavailable(away.getMessage()).answer();
        }
    }

    private HttpAnswer carryOut(String method, OperationRequest request, String body)
            throws OperationRefused, HypervisorRefused {
        if (!method.equals(request.operation().method())) {
            throw OperationRefused.methodNotAllowed(
                    "this is asked for with %s, not %s"
                            .formatted(request.operation().method(), method));
        }
        DomainView domain =
                OperationDecider.decide(
                        request,
                        vmis.cached(request.namespace(), request.name()),
                        hypervisor.find(DomainIdentity.name(request.namespace(), request.name())));
        Optional<Object> told = carryOut(request.operation(), domain, body);
        if (told.isPresent()) {
            return new HttpAnswer(OK, "application/json", KubeJson.gson().toJson(told.get()));
        }
        LOG.log(Level.INFO, "{0}: done", request);
        changed.accept(new Key(request.namespace(), request.name()));
        return new HttpAnswer(ACCEPTED, "application/json", KubeJson.gson().toJson(Map.of()));
    }

    private Optional<Object> carryOut(Operation operation, DomainView domain, String body)
            throws OperationRefused, HypervisorRefused {
        switch (operation) {
            case PAUSE -> hypervisor.suspend(domain);
            case UNPAUSE -> hypervisor.resume(domain);
            case RESET -> hypervisor.reset(domain);
            case SOFT_REBOOT -> hypervisor.reboot(domain);
            case FREEZE -> freeze.freeze(domain, body);
            case UNFREEZE -> freeze.unfreeze(domain);
            case GUEST_OS_INFO -> {
                return Optional.of(agents.info(domain));
            }
            case USER_LIST -> {
                return Optional.of(agents.users(domain));
            }
            case FILE_SYSTEM_LIST -> {
                return Optional.of(agents.fileSystems(domain));
            }
        }
        return Optional.empty();
    }
}
