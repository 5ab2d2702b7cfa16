# Sourced by the other scripts: ready_venv LOCK makes sure that .venv holds what LOCK pins and kravbok itself, editable.
# shellcheck shell=sh

stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

has_uv() {
    command -v uv >/dev/null
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
        new_enough "$python" && return
    done
    stop "kravbok behöver Python 3.11 eller senare, men hittar $(python3 --version 2>/dev/null || echo 'ingen Python')." \
        "  Debian och Ubuntu: sudo apt install python3 python3-venv" \
        "  macOS:             brew install python" \
        "  alla system:       installera uv, som själv hämtar rätt Python"
}

# A .venv that was made here, by a Python that is still there, is kept; one that was moved or broke is made anew.
make_venv() {
    grep -qsF "$PWD/.venv/bin/python" .venv/bin/kravbok && new_enough .venv/bin/python &&
        { has_uv || .venv/bin/python -c 'import pip' 2>/dev/null; } && return
    if has_uv; then
        uv venv --quiet --clear --python '>=3.11' .venv
        return
    fi
    find_python
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "$("$python" --version) saknar venv, som kravbok installeras med." \
        "  Debian och Ubuntu: sudo apt install python3-venv"
    "$python" -m venv --clear .venv
}

pip_install() {
    if has_uv; then
        uv pip install --quiet --python .venv/bin/python "$@"
    else
        .venv/bin/python -m pip --disable-pip-version-check install --quiet "$@"
    fi || stop "Installationen gick inte: felet står ovan. Första gången behövs nätet."
}

# The stamp names the place, the lock and the project: when all three are as they were, nothing is done.
ready_venv() {
    stamp=".venv/$1.klar"
    wanted="$PWD $(cat "$1" pyproject.toml | cksum)"
    [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    echo "Installerar det som kravbok behöver i .venv (första gången tar det någon minut) …" >&2
    make_venv
    pip_install --require-hashes -r "$1"
    pip_install --no-deps --no-build-isolation --editable .
    printf '%s\n' "$wanted" >"$stamp"
}
