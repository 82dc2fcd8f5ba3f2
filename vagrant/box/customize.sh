#!/bin/sh
# usage: vagrant/box/customize.sh ROOT PUBLIC_KEY
# What makes an installed Debian (below ROOT) a Vagrant box: the user vagrant with the key that every Vagrant knows (it is
# exchanged at first boot), an address from DHCP, and nothing that should be one machine's own.
set -eu
root=$1
key=$2

chroot "$root" useradd --create-home --shell /bin/bash --groups sudo vagrant
echo 'vagrant ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/vagrant"
chmod 0440 "$root/etc/sudoers.d/vagrant"
install -d -m 0700 "$root/home/vagrant/.ssh"
install -m 0600 "$key" "$root/home/vagrant/.ssh/authorized_keys"
chroot "$root" chown -R vagrant:vagrant /home/vagrant/.ssh
sed -i 's/^#\?UseDNS .*/UseDNS no/' "$root/etc/ssh/sshd_config"

cat >"$root/etc/systemd/network/80-dhcp.network" <<'CONFIGURATION'
[Match]
Name=e*

[Network]
DHCP=yes
CONFIGURATION
echo debian >"$root/etc/hostname"
printf '127.0.0.1\tlocalhost\n127.0.1.1\tdebian\n' >"$root/etc/hosts"
echo 'LABEL=root / ext4 errors=remount-ro 0 1' >"$root/etc/fstab"
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"

# The cluster's own scripts start these, with configurations of their own.
for unit in etcd containerd haproxy; do chroot "$root" systemctl mask "$unit.service" >/dev/null 2>&1; done
chroot "$root" systemctl enable systemd-networkd systemd-resolved ssh >/dev/null 2>&1
chroot "$root" systemctl mask systemd-networkd-wait-online.service >/dev/null 2>&1

# A key and a name of its own for each machine, at its first boot.
rm -f "$root"/etc/ssh/ssh_host_*
: >"$root/etc/machine-id"
install -d "$root/etc/systemd/system/ssh.service.d"
cat >"$root/etc/systemd/system/ssh.service.d/host-keys.conf" <<'CONFIGURATION'
[Service]
ExecStartPre=
ExecStartPre=/usr/bin/ssh-keygen -A
ExecStartPre=/usr/sbin/sshd -t
CONFIGURATION

# An initrd of a few modules: under emulation each megabyte is waited for.
sed -i 's/^MODULES=.*/MODULES=list/' "$root/etc/initramfs-tools/initramfs.conf"
printf '%s\n' virtio_pci virtio_blk virtio_scsi sd_mod ata_piix ahci ext4 crc32c_generic >>"$root/etc/initramfs-tools/modules"
chroot "$root" update-initramfs -u -k all >/dev/null
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
