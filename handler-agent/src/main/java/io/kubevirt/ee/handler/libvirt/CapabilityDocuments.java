package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.node.NodeCapabilities;
import io.kubevirt.ee.model.node.NodeCapabilities.HostCpu;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What libvirt's documents say of a node: of libvirt itself, of a domain, of a CPU. */
final class CapabilityDocuments {

    private static final XPath PATHS = XPathFactory.newInstance().newXPath();
    private static final String HOST_MODEL = "/domainCapabilities/cpu/mode[@name='host-model']";

    private CapabilityDocuments() {}

    /**
     * What a node can run.
     *
     * @param libvirt virConnectGetCapabilities
     * @param architecture of the guests that are asked about
     * @param domain virConnectGetDomainCapabilities of it and of the accelerator in use
     * @param expandedCpu the CPU of {@link #hostCpu} with every feature; absent: there is none
     */
    static NodeCapabilities read(
            String libvirt,
            Architecture architecture,
            String domain,
            Optional<String> expandedCpu) {
        Document capabilities = parse(domain);
        Set<String> features = new HashSet<>();
        expandedCpu.ifPresent(
                cpu ->
                        features.addAll(
                                texts(
                                        parse(cpu),
                                        "/cpu/feature[not(@policy) or @policy='require'"
                                                + " or @policy='force']/@name")));
        return new NodeCapabilities(
                Set.copyOf(
                        texts(
                                parse(libvirt),
                                "/capabilities/guest[os_type='hvm']/arch[@name='%s']//machine/text()"
                                        .formatted(architecture.libvirtName()))),
                Set.copyOf(
                        texts(
                                capabilities,
                                "/domainCapabilities/cpu/mode[@name='custom']"
                                        + "/model[@usable='yes']/text()")),
                hostModel(capabilities),
                features,
                Set.copyOf(
                        texts(
                                capabilities,
                                "/domainCapabilities/features/hyperv[@supported='yes']"
                                        + "/enum[@name='features']/value/text()")));
    }

    /** The node's own; empty for one that there are no guests of. */
    static Optional<Architecture> architecture(String libvirt) {
        return texts(parse(libvirt), "/capabilities/host/cpu/arch/text()").stream()
                .findFirst()
                .flatMap(Architecture::ofLibvirt);
    }

    /** The CPU that host-model is made of, as libvirt wants it to be asked about. */
    static Optional<String> hostCpu(String domain) {
        return hostModel(parse(domain))
                .map(
                        host -> {
                            StringBuilder cpu = new StringBuilder("<cpu><model>");
                            cpu.append(host.model()).append("</model>");
                            host.vendor()
                                    .ifPresent(
                                            vendor ->
                                                    cpu.append("<vendor>")
                                                            .append(vendor)
                                                            .append("</vendor>"));
                            for (String feature : host.required()) {
                                cpu.append("<feature policy='require' name='")
                                        .append(feature)
                                        .append("'/>");
                            }
                            return cpu.append("</cpu>").toString();
                        });
    }

    private static Optional<HostCpu> hostModel(Document domain) {
        return texts(domain, HOST_MODEL + "/model/text()").stream()
                .findFirst()
                .map(
                        model ->
                                new HostCpu(
                                        model,
                                        texts(domain, HOST_MODEL + "/vendor/text()").stream()
                                                .findFirst(),
                                        Set.copyOf(
                                                texts(
                                                        domain,
                                                        HOST_MODEL
                                                                + "/feature[@policy='require']"
                                                                + "/@name"))));
    }

    private static synchronized List<String> texts(Document document, String path) {
        try {
            List<String> texts = new ArrayList<>();
            for (Node node : PATHS.evaluateExpression(path, document, XPathNodes.class)) {
                texts.add(node.getNodeValue());
            }
            return texts.stream().distinct().toList();
        } catch (XPathExpressionException ours) {
            throw new IllegalStateException(path, ours);
        }
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return documents.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (SAXException | IOException | ParserConfigurationException notLibvirts) {
            throw new IllegalStateException("a document of libvirt: " + xml, notLibvirts);
        }
    }
}
