package io.kubevirt.ee.runtime.kube;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubernetes.client.openapi.JSON;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;

/**
 * JSON as clients of Kubernetes have to read it: fields of a later version are passed over, and
 * what a bookmark leaves out is left out. The client library's own reader refuses both: the first
 * field that a newer API server adds, and each bookmark of a pod, would end a watch.
 */
public final class KubeJson {
    private static final Gson STRICT = JSON.getGson();
    private static final Gson TOLERANT = tolerant();

    private KubeJson() {}

    /** The tolerant reader and writer. */
    public static Gson gson() {
        return TOLERANT;
    }

    /** Makes it the one that the client library uses, in the whole program. */
    static void install() {
        JSON.setGson(TOLERANT);
    }

    private static Gson tolerant() {
        GsonBuilder builder = JSON.createGson().disableHtmlEscaping();
        for (Class<?> leaf :
                new Class<?>[] {
                    OffsetDateTime.class,
                    LocalDate.class,
                    Date.class,
                    java.sql.Date.class,
                    byte[].class
                }) {
            builder.registerTypeAdapter(leaf, STRICT.getAdapter(leaf));
        }
        return builder.registerTypeAdapter(OffsetDateTime.class, new KubeTime()).create();
    }
}
