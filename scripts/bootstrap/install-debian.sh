#!/bin/sh
# Installs Debian packages for Roundsman without leaving a service of theirs running: install-debian.sh PACKAGE...
# Roundsman starts servers of its own, with its own data; the packages' services and PostgreSQL's "main" cluster would only
# take ports and memory, now and after the next boot.
set -eu

policy=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.d
made_policy=no
restore() {
  [ "$made_policy" = no ] || rm -f "$policy"
  rm -f "$cluster/roundsman-install.conf"
  rmdir --ignore-fail-on-non-empty "$cluster" 2>/dev/null || true
}
trap restore EXIT
trap 'exit 130' INT TERM HUP

if [ ! -e "$policy" ]; then
  made_policy=yes
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
mkdir -p "$cluster"
echo 'create_main_cluster = false' >"$cluster/roundsman-install.conf"

export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -q --no-install-recommends "$@"; }
# The package lists are fetched only when they are missing or too old to install from.
install "$@" || { apt-get update -q && install "$@"; }

# What was enabled by this installation would start at the next boot.
if [ -d /run/systemd/system ]; then
  for package in "$@"; do
    case $package in
      prometheus | prometheus-alertmanager | prometheus-snmp-exporter | postgresql | snmpd | nut-server)
        systemctl disable --quiet "$package" || true ;;
    esac
  done
fi
