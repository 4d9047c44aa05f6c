#!/bin/sh
# Brings .venv up to one list of requirements: `deploy/venv.sh requirements.txt`, in the project's folder.
# A copy of the list in .venv says what is installed, so nothing happens when the list is the same.
set -eu

list=$1
venv=.venv
stamp=$venv/installed-$(printf %s "$list" | tr / -)

say() { printf '%s\n' "$@" >&2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then
            printf %s "$candidate"
            return
        fi
    done
    say "Cần Python 3.11 trở lên (Needs Python 3.11 or newer)." \
        "Debian 12, Ubuntu 24.04:  sudo apt install python3 python3-venv" \
        "Bản khác (another one):   make run PYTHON=/path/to/python3.12"
    return 1
}

make_venv() {
    python=$(find_python) || return 1
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv "$venv"
    elif "$python" -c 'import virtualenv' >/dev/null 2>&1; then
        "$python" -m virtualenv --quiet "$venv"
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "Python thiếu phần tạo môi trường riêng (Python lacks its venv part)." \
            "Chạy rồi làm lại (run this, then again):  sudo apt install python$version-venv"
        return 1
    fi
}

if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
    rm -rf "$venv"
    make_venv || { rm -rf "$venv"; exit 1; }
fi

if ! cmp -s "$list" "$stamp"; then
    say "Đang cài các thư viện trong $list (installing)…"
    rm -f "$stamp"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement "$list"
    cp "$list" "$stamp"
fi
