#!/bin/sh
# Installs what the tests need from the system's own package manager: `chromium`, `postgresql`, `poppler` (looks at printed pages),
# `pango`, which sets the type of PDFs, and `nginx`, which stands in front where docs/deploy.md is followed.
# Does nothing for what is there already. Uses sudo only if it is needed and there.
set -eu

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else echo "Install this yourself, as root: $*" >&2; exit 1
  fi
}

install() {
  if command -v apt-get >/dev/null 2>&1; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  elif command -v dnf >/dev/null 2>&1; then as_root dnf install -y -q "$@"
  elif command -v apk >/dev/null 2>&1; then as_root apk add --quiet "$@"
  elif command -v brew >/dev/null 2>&1; then brew install --quiet "$@"
  else echo "No package manager that we know. Install: $*" >&2; exit 1
  fi
}

for wanted in "$@"; do
  case "$wanted" in
    chromium) command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || install chromium ;;
    postgresql) [ -d /usr/lib/postgresql ] || command -v postgres >/dev/null 2>&1 || install postgresql ;;
    poppler)
      command -v pdftoppm >/dev/null 2>&1 ||
        if command -v brew >/dev/null 2>&1; then install poppler; else install poppler-utils; fi ;;
    pango)
      ldconfig -p 2>/dev/null | grep -q libpangoft2 || {
        if command -v apt-get >/dev/null 2>&1; then install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        else install pango; fi; } ;;
    nginx)
      command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || {
        if command -v apt-get >/dev/null 2>&1; then install nginx-light; else install nginx; fi; } ;;
    *) echo "Unknown: $wanted" >&2; exit 2 ;;
  esac
done
