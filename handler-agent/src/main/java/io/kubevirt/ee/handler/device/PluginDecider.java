package io.kubevirt.ee.handler.device;

import io.kubevirt.ee.handler.device.PluginView.Registration;
import java.time.Duration;

/** Decides what is to be done about the kubelet. */
final class PluginDecider {

    /** A kubelet calls at once when it was told; one that is busy has this long. */
    static final Duration CALL_PATIENCE = Duration.ofSeconds(10);

    private PluginDecider() {}

    static PluginSituation situation(PluginView view) {
        if (!view.folder()) {
            return PluginSituation.NO_FOLDER;
        }
        if (view.pause().isPositive()) {
            return PluginSituation.PAUSED;
        }
        if (view.bound().isEmpty() || !view.bound().equals(view.own())) {
            return PluginSituation.NOT_SERVING;
        }
        if (view.kubelet().isEmpty()) {
            return PluginSituation.NO_KUBELET;
        }
        return view.registration()
                .filter(last -> view.kubelet().get().equals(last.kubelet()))
                .filter(last -> view.bound().get().equals(last.server()))
                .map(last -> registered(view, last))
                .orElse(PluginSituation.UNKNOWN_TO_KUBELET);
    }

    private static PluginSituation registered(PluginView view, Registration last) {
        boolean overdue = !view.watched() && last.age().compareTo(CALL_PATIENCE) >= 0;
        return overdue ? PluginSituation.NOT_WATCHED : PluginSituation.SETTLED;
    }
}
