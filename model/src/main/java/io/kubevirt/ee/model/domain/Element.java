package io.kubevirt.ee.model.domain;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An XML element as a value: attributes in the order they were given, then either children or text.
 * The text of others (names, kernel arguments) is escaped when it is written.
 */
record Element(String name, Map<String, String> attributes, List<Element> children, String text) {

    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

    /** An empty element. */
    static Element of(String name) {
        return new Element(name, Map.of(), List.of(), "");
    }

    /** An element that holds text. */
    static Element text(String name, Object text) {
        return new Element(name, Map.of(), List.of(), text.toString());
    }

    /** The same with one more attribute. */
    Element with(String attribute, Object value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value.toString());
        return new Element(name, more, children, text);
    }

    /** The same with one more attribute, if there is a value. */
    Element with(String attribute, Optional<?> value) {
        return value.isPresent() ? with(attribute, value.get()) : this;
    }

    /** The same with more children. */
    Element with(Element... more) {
        return with(List.of(more));
    }

    /** The same with more children. */
    Element with(List<Element> more) {
        List<Element> all = new ArrayList<>(children);
        all.addAll(more);
        return new Element(name, attributes, List.copyOf(all), text);
    }

    /** The same with one more child, if there is one. */
    Element withChild(Optional<Element> child) {
        return child.isPresent() ? with(child.get()) : this;
    }

    /** The document, indented by two spaces, with a line end at its end. */
    String toXml() {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter writer = WRITERS.createXMLStreamWriter(out);
            write(writer, 0);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing into memory", e);
        }
        return out.toString();
    }

    private void write(XMLStreamWriter writer, int depth) throws XMLStreamException {
        writer.writeCharacters("  ".repeat(depth));
        if (children.isEmpty() && text.isEmpty()) {
            writer.writeEmptyElement(name);
            writeAttributes(writer);
        } else {
            writer.writeStartElement(name);
            writeAttributes(writer);
            writeContent(writer, depth);
            writer.writeEndElement();
        }
        writer.writeCharacters("\n");
    }

    private void writeAttributes(XMLStreamWriter writer) throws XMLStreamException {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            writer.writeAttribute(attribute.getKey(), attribute.getValue());
        }
    }

    private void writeContent(XMLStreamWriter writer, int depth) throws XMLStreamException {
        if (children.isEmpty()) {
            writer.writeCharacters(text);
            return;
        }
        writer.writeCharacters("\n");
        for (Element child : children) {
            child.write(writer, depth + 1);
        }
        writer.writeCharacters("  ".repeat(depth));
    }
}
