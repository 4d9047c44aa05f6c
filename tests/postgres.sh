#!/bin/bash
# Runs a command against a PostgreSQL of its own: a new cluster in a temporary folder, reachable only from
# this machine with a password made for this run, stopped and removed at the end however the command ends.
# The command finds its address in PHOHOA_TEST_DATABASE_URL.
set -euo pipefail

python=.venv/bin/python

bin_dir() {
    local found
    found=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || found=$(readlink -f "$(command -v initdb || true)")
    [ -n "$found" ] || { echo "No PostgreSQL server here: sudo apt install postgresql" >&2; return 1; }
    dirname "$found"
}
bin=$(bin_dir)

# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
    owner=nobody
    id postgres >/dev/null 2>&1 && owner=postgres
    as_owner=(runuser -u "$owner" --)
    unset TMPDIR # root's own may be closed to the owner
fi

dir=$(mktemp -d)
started=
finish() {
    local code=$?
    trap - EXIT INT TERM HUP
    if [ -n "$started" ]; then
        (cd "$dir" && "${as_owner[@]}" "$bin/pg_ctl" stop --silent --mode=immediate --pgdata="$dir/data") 2>/dev/null || true
    fi
    rm -rf "$dir"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(umask 077 && printf '%s\n' "$password" >"$dir/password")
[ "${#as_owner[@]}" -eq 0 ] || chown -R "$owner" "$dir"

# Safety of the disk does not matter to data that live for a minute.
options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=200"
options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB"
started=yes
(
    cd "$dir"
    "${as_owner[@]}" "$bin/initdb" --pgdata=data --username=phohoa --pwfile=password --auth=scram-sha-256 \
        --encoding=UTF8 --no-locale --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
    "${as_owner[@]}" "$bin/pg_ctl" start --silent --wait --pgdata=data --log=server.log --options="$options" \
        >start.log 2>&1 || { cat start.log server.log >&2; exit 1; }
)

export PHOHOA_TEST_DATABASE_URL="postgresql+psycopg://phohoa:$password@127.0.0.1:$port/postgres"
"$@"
