package io.kubevirt.ee.model.downward;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Figures as vhostmd writes them. */
public final class MetricsXml {

    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

    private MetricsXml() {}

    /** The document, without a line end at its end. */
    public static String of(List<Figure> figures) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(out);
            xml.writeStartElement("metrics");
            for (Figure figure : figures) {
                write(xml, figure);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing into memory", e);
        }
        return out.toString();
    }

    private static void write(XMLStreamWriter xml, Figure figure) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("metric");
        xml.writeAttribute("type", figure.type().word());
        xml.writeAttribute("context", figure.context().word());
        if (!figure.unit().isEmpty()) {
            xml.writeAttribute("unit", figure.unit());
        }
        child(xml, "name", figure.name());
        child(xml, "value", figure.value());
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void child(XMLStreamWriter xml, String name, String text)
            throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
