package io.kubevirt.ee.handler.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Whom a domain was made for, from its metadata.
 *
 * @param vmiUid uid of the VMI
 * @param podUid uid of the launcher pod; empty text when the metadata does not say
 */
record DomainOwner(String vmiUid, String podUid) {

    /**
     * Reads the metadata element of our namespace; empty when it is not one we would write.
     *
     * @param metadata the element {@code kubevirt} with its children uid and podUid
     */
    static Optional<DomainOwner> parse(String metadata) {
        Element root = element(metadata);
        if (root == null || !"kubevirt".equals(root.getLocalName())) {
            return Optional.empty();
        }
        String uid = child(root, "uid");
        return uid.isEmpty()
                ? Optional.empty()
                : Optional.of(new DomainOwner(uid, child(root, "podUid")));
    }

    private static Element element(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXException e) {
            return null; // not ours
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("This JVM cannot parse XML", e);
        }
    }

    private static String child(Element root, String name) {
        for (Node n = root.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e && name.equals(e.getLocalName())) {
                return e.getTextContent().strip();
            }
        }
        return "";
    }
}
