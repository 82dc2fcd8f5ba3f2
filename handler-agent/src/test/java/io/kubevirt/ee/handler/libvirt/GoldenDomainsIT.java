package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Every golden file of the model's domains, valid by libvirt's own schema. */
class GoldenDomainsIT {

    private static final Path GOLDEN = Path.of("../model/src/test/resources/golden/domain");

    /** What a part is put into, which alone is no domain. */
    private static final String LEAST =
            "<domain type='qemu'><name>g</name><memory>1024</memory>"
                    + "<os><type>hvm</type></os><devices/></domain>";

    /** Of the parts that are not devices. */
    private static final Set<String> OF_DOMAIN =
            Set.of(
                    "name",
                    "uuid",
                    "metadata",
                    "memory",
                    "maxMemory",
                    "memoryBacking",
                    "vcpu",
                    "vcpus",
                    "cpu",
                    "iothreads",
                    "os",
                    "sysinfo",
                    "features",
                    "clock",
                    "on_poweroff",
                    "on_reboot",
                    "on_crash",
                    "pm",
                    "seclabel");

    /** What libvirt 11 knows, which ships, and Debian 12's does not (docs/compatibility.md). */
    private static final Set<String> OF_LIBVIRT_11 =
            Set.of(
                    "features/tlbflush-direct.xml",
                    "features/tlbflush-extended.xml",
                    "firmware/acpi-both.xml",
                    "firmware/acpi-msdm.xml");

    @TempDir Path scratch;

    @BeforeAll
    static void install() throws Exception {
        PrivateLibvirtd.run("src/test/sh/libvirtd.sh", "install");
    }

    @Test
    void libvirtKnowsThemAll() throws Exception {
        List<String> unknown = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> found = Files.walk(GOLDEN)) {
            files = found.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(OF_LIBVIRT_11.size());
        Path domain = scratch.resolve("domain.xml");
        for (Path file : files) {
            Files.writeString(domain, domain(Files.readString(file)));
            try {
                PrivateLibvirtd.run("virt-xml-validate", domain.toString(), "domain");
            } catch (IOException invalid) {
                unknown.add(GOLDEN.relativize(file).toString());
            }
        }
        String version = PrivateLibvirtd.output("virsh", "--version").strip();
        boolean newer = Integer.parseInt(version.split("\\.")[0]) >= 11;
        assertThat(unknown)
                .as("libvirt " + version)
                .containsExactlyInAnyOrderElementsOf(newer ? Set.of() : OF_LIBVIRT_11);
    }

    /** A golden file that is a whole domain, or the least domain with the part in its place. */
    private static String domain(String golden) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Element part = parser.parse(new InputSource(new StringReader(golden))).getDocumentElement();
        if (part.getTagName().equals("domain")) {
            return golden;
        }
        Document whole = parser.parse(new InputSource(new StringReader(LEAST)));
        for (Node child = part.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                put(whole, (Element) whole.importNode(element, true));
            }
        }
        StringWriter text = new StringWriter();
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(whole), new StreamResult(text));
        return text.toString();
    }

    private static void put(Document whole, Element element) {
        Element domain = whole.getDocumentElement();
        if (!OF_DOMAIN.contains(element.getTagName())) {
            domain.getElementsByTagName("devices").item(0).appendChild(element);
            return;
        }
        for (Node own = domain.getFirstChild(); own != null; own = own.getNextSibling()) {
            if (own.getNodeName().equals(element.getTagName())) {
                domain.replaceChild(element, own);
                return;
            }
        }
        domain.appendChild(element);
    }
}
