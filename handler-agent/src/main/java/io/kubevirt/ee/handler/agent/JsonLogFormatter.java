package io.kubevirt.ee.handler.agent;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line, as log collectors of clusters read it. */
final class JsonLogFormatter extends Formatter {

    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public String format(LogRecord entry) {
        JsonObject line = new JsonObject();
        line.addProperty("time", entry.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.addProperty("level", entry.getLevel().getName());
        line.addProperty("logger", entry.getLoggerName());
        line.addProperty("thread", entry.getLongThreadID());
        line.addProperty("message", formatMessage(entry));
        if (entry.getThrown() != null) {
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace, true));
            line.addProperty("exception", trace.toString());
        }
        return gson.toJson(line) + System.lineSeparator();
    }
}
