# Sourced by the tests that need a bare Debian 12 of their own. Uses $project and installer/lib/steps.sh.
mirror=${ERPHOST_DEBIAN_MIRROR:-http://deb.debian.org/debian}

# makeRoot FOLDER: debootstrap's minbase if it is not there, with network sources, and with what this machine knows of the way
# to them: name server, proxy, certificates it trusts beyond Debian's (update-ca-certificates runs when the package comes).
makeRoot() {
	local root=$1
	if [ ! -x "$root/usr/bin/apt-get" ]; then
		step "debootstrap minbase" debootstrap --variant=minbase bookworm "$root" "$mirror"
	fi
	printf 'deb %s bookworm main\ndeb %s bookworm-updates main\ndeb %s bookworm-security main\n' \
		"$mirror" "$mirror" "${mirror%/debian}/debian-security" >"$root/etc/apt/sources.list"
	cp -L /etc/resolv.conf "$root/etc/resolv.conf"
	cp -L /etc/hosts "$root/etc/hosts"
	{ grep -lsi proxy /etc/apt/apt.conf.d/* || true; } | xargs -r cp -t "$root/etc/apt/apt.conf.d"
	if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
		mkdir -p "$root/usr/local/share/ca-certificates"
		cp -L /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
	fi
}

# Where downloads go through a proxy: NAME=value for env.
proxy=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
	[ -z "${!name:-}" ] || proxy+=("$name=${!name}")
done
