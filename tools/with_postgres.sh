#!/bin/sh
# Runs a command with DATABASE_URL set to a PostgreSQL of its own, made in a temporary folder and removed afterwards.
# Where there is no PostgreSQL it says so and does nothing, unless REQUIRE_POSTGRES=1. A DATABASE_URL that is set is used.
set -eu

if [ -n "${DATABASE_URL:-}" ]; then exec "$@"; fi

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then bin=$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)"); fi
if [ ! -x "$bin/initdb" ]; then
  if [ "${REQUIRE_POSTGRES:-0}" = 1 ]; then echo "PostgreSQL is required and not there." >&2; exit 1; fi
  echo "No PostgreSQL here: the tests on it are left out."
  exit 0
fi

# PostgreSQL refuses to run as root: then its own account runs it.
folder=$(mktemp -d)
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as() { su postgres -s /bin/sh -c "$*"; }
else
  as() { sh -c "$*"; }
fi
stop() { as "$bin/pg_ctl -D $folder/data -m immediate stop" >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT INT TERM

port=$("${PYTHON:-python3}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as "$bin/initdb -D $folder/data -U wesaid --auth=trust --encoding=UTF8 --locale=C" >/dev/null
as "$bin/pg_ctl -D $folder/data -l $folder/log -w -o '-p $port -k $folder -c listen_addresses=127.0.0.1' start" >/dev/null
as "$bin/createdb -h 127.0.0.1 -p $port -U wesaid wesaid"
DATABASE_URL="postgres://wesaid@127.0.0.1:$port/wesaid" "$@"
