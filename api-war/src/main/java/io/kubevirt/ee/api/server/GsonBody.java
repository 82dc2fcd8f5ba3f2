package io.kubevirt.ee.api.server;

import com.google.gson.JsonParseException;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.runtime.kube.KubeJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Bodies as the Kubernetes client reads and writes them: quantities, timestamps and int-or-strings
 * look the same everywhere.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    // The API server takes objects up to 3 MiB; a review of an update holds two.
    private static final int LONGEST_BYTES = 8 * 1024 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] notes,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_BYTES + 1);
        if (bytes.length > LONGEST_BYTES) {
            throw new StatusException(ApiStatus.requestTooLarge(LONGEST_BYTES));
        }
        try {
            return KubeJson.gson().fromJson(new String(bytes, StandardCharsets.UTF_8), type);
        } catch (JsonParseException | IllegalArgumentException unreadable) {
            throw new StatusException(
                    ApiStatus.badRequest("the body cannot be read: " + unreadable.getMessage()),
                    unreadable);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
        return !CharSequence.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Object body,
            Class<?> type,
            Type generic,
            Annotation[] notes,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(KubeJson.gson().toJson(body).getBytes(StandardCharsets.UTF_8));
    }
}
