package io.kubevirt.ee.runtime.kube;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as Kubernetes writes them: whole seconds without a fraction ({@code metav1.Time}), others
 * with six digits ({@code metav1.MicroTime}, which takes nothing else). Both are read.
 */
final class KubeTime extends TypeAdapter<OffsetDateTime> {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX");

    @Override
    public void write(JsonWriter out, OffsetDateTime time) throws IOException {
        if (time == null) {
            out.nullValue();
        } else {
            out.value((time.getNano() == 0 ? SECONDS : MICROS).format(time));
        }
    }

    /** In UTC, so that equal times are equal objects. */
    @Override
    public OffsetDateTime read(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return null;
        }
        Instant instant = OffsetDateTime.parse(in.nextString()).toInstant();
        return instant.atOffset(ZoneOffset.UTC);
    }
}
