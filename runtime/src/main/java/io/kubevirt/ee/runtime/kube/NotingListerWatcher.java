package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.ListerWatcher;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.util.CallGeneratorParams;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.Watchable;
import java.io.IOException;
import java.util.Iterator;

/**
 * Lists and watches for the client library's reflector, and notes what is heard. Lists are
 * consistent reads: one that may be older than what was seen would take the cache back in time.
 */
final class NotingListerWatcher<T extends KubernetesObject, L extends KubernetesListObject>
        implements ListerWatcher<T, L> {
    private final ResourceApi<T, L> api;
    private final Selection selection;
    private final WatchLiveness liveness;

    NotingListerWatcher(ResourceApi<T, L> api, Selection selection, WatchLiveness liveness) {
        this.api = api;
        this.selection = selection;
        this.liveness = liveness;
    }

    @Override
    public L list(CallGeneratorParams params) {
        L list = api.list(selection);
        list.getItems().forEach(NotingListerWatcher::lighten);
        liveness.heard();
        return list;
    }

    @Override
    public Watchable<T> watch(CallGeneratorParams params) throws ApiException {
        Watchable<T> watch = api.watch(selection, params.resourceVersion, params.timeoutSeconds);
        liveness.heard();
        return new Noting(watch);
    }

    /** Who wrote which field is a good part of an object's size, and of no use to us. */
    private static void lighten(KubernetesObject object) {
        if (object != null && object.getMetadata() != null) {
            object.getMetadata().setManagedFields(null);
        }
    }

    private final class Noting implements Watchable<T> {
        private final Watchable<T> watch;

        Noting(Watchable<T> watch) {
            this.watch = watch;
        }

        @Override
        public boolean hasNext() {
            return watch.hasNext();
        }

        @Override
        public Watch.Response<T> next() {
            Watch.Response<T> event = watch.next();
            if (event.status != null) {
                // The reflector knows errors only as text; 410 and all others alike end in a new
                // list.
                throw KubeErrors.translate("watch " + api.describe(), event.status);
            }
            liveness.heard();
            lighten(event.object);
            return event;
        }

        @Override
        public Iterator<Watch.Response<T>> iterator() {
            return this;
        }

        @Override
        public void close() throws IOException {
            watch.close();
        }
    }
}
