package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Chassis;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.SMBiosConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SMBIOS: what the guest reads about its maker, its serial number and its case. */
final class SystemInfoPart implements DomainPart {

    private static final SMBiosConfiguration OURS =
            new SMBiosConfiguration("KubeVirt", "KubeVirt", "None", null, null);

    @Override
    public List<Element> elements(DomainRequest request) {
        Element info =
                Element.of("sysinfo")
                        .with("type", "smbios")
                        .with(section("system", system(request)));
        List<Element> chassis = chassis(request);
        return List.of(chassis.isEmpty() ? info : info.with(section("chassis", chassis)));
    }

    private static List<Element> system(DomainRequest request) {
        SMBiosConfiguration maker = request.settings().smbios().orElse(OURS);
        List<Element> entries = new ArrayList<>();
        entry(entries, "uuid", DomainIdentity.uuid(request.vmi()));
        entry(entries, "serial", request.firmware(Firmware::serial).orElse(null));
        entry(entries, "manufacturer", maker.manufacturer());
        entry(entries, "family", maker.family());
        entry(entries, "product", maker.product());
        entry(entries, "sku", maker.sku());
        entry(entries, "version", maker.version());
        return entries;
    }

    private static List<Element> chassis(DomainRequest request) {
        List<Element> entries = new ArrayList<>();
        Optional.ofNullable(request.domain().chassis()).ifPresent(c -> chassis(entries, c));
        return entries;
    }

    private static void chassis(List<Element> entries, Chassis chassis) {
        entry(entries, "manufacturer", chassis.manufacturer());
        entry(entries, "version", chassis.version());
        entry(entries, "serial", chassis.serial());
        entry(entries, "asset", chassis.asset());
        entry(entries, "sku", chassis.sku());
    }

    private static Element section(String name, List<Element> entries) {
        return Element.of(name).with(entries);
    }

    private static void entry(List<Element> entries, String name, String value) {
        if (value != null && !value.isEmpty()) {
            entries.add(Element.text("entry", value).with("name", name));
        }
    }
}
