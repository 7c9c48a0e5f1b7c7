# Read by the programs beside it (". bin/environment.sh"), never run: makes .venv of the clone and keeps it equal
# to the lock files. $root is set by the caller. Plain POSIX sh.

venv=$root/.venv

say() { printf '%s\n' "$*" >&2; }

# What the environment was last made from: one line, "runtime CHECKSUM SIZE" or "dev CHECKSUM SIZE".
stamp=$venv/opora-lock

lock_of() { # runtime | dev
    if [ "$1" = dev ]; then printf '%s' "$root/requirements-dev.lock"; else printf '%s' "$root/requirements.lock"; fi
}

fingerprint() { # runtime | dev
    printf '%s %s\n' "$1" "$(cksum <"$(lock_of "$1")")"
}

# "dev" contains everything of "runtime": an environment with the tests' tools is kept so by every later command.
kind_present() {
    if [ -f "$stamp" ]; then
        cut -d ' ' -f 1 "$stamp"
    elif [ -x "$venv/bin/pytest" ]; then
        printf 'dev'
    else
        printf 'runtime'
    fi
}

suitable() { # is this Python new enough and whole?
    "$1" -c 'import sys, ssl, sqlite3; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 && suitable "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    say "Opora needs Python 3.11 or later, and none was found here."
    say "Debian and Ubuntu: sudo apt install python3 python3-venv    macOS: brew install python@3.13"
    return 1
}

make_venv() {
    python=$(find_python) || return 1
    rm -rf "$venv"
    if command -v uv >/dev/null 2>&1 && uv venv --quiet --python "$python" "$venv"; then
        return 0
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        say "Python is here, its venv module is not. This installs it: sudo apt install python3-venv"
        return 1
    fi
    "$python" -m venv "$venv"
}

install_locked() { # runtime | dev
    lock=$(lock_of "$1")
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock" && return 0
        say "uv did not manage; trying pip."
    fi
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m ensurepip >/dev/null || return 1
    fi
    # These two are published as source only, in plain Python; anything else without a wheel would want a compiler.
    # The lock is complete, so nothing has to be resolved; and all cores compile quicker than pip does.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --no-compile \
        --use-pep517 --only-binary :all: --no-binary authres,dkimpy -r "$lock" || return 1
    "$venv/bin/python" -m compileall -q -j 0 "$venv/lib" >/dev/null 2>&1 || :
}

# Two programs started at once (a mail server may) must not install into one folder together.
hold_turn() {
    turn=$root/.venv.busy
    waited=0
    until mkdir "$turn" 2>/dev/null; do
        owner=$(cat "$turn/pid" 2>/dev/null || :)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$turn"
            continue
        fi
        waited=$((waited + 1))
        if [ "$waited" -gt 600 ]; then
            say "Another program has been preparing $venv for ten minutes. If none is: rm -r '$turn'"
            return 1
        fi
        sleep 1
    done
    echo $$ >"$turn/pid"
    trap 'rm -rf "$turn"' EXIT
    trap 'exit 130' INT TERM
}

end_turn() {
    rm -rf "$turn"
    trap - EXIT INT TERM
}

# Makes or mends .venv. Costs one read and one checksum when there is nothing to do.
prepare_environment() { # runtime | dev
    wanted=$1
    [ "$wanted" = dev ] || wanted=$(kind_present)
    if current "$wanted"; then return 0; fi
    hold_turn || return 1
    if ! current "$wanted"; then
        say "Preparing the environment in $venv (this happens once, and again when the locked versions change) …"
        if ! suitable "$venv/bin/python"; then make_venv || return 1; fi
        install_locked "$wanted" || return 1
        fingerprint "$wanted" >"$stamp.new" && mv "$stamp.new" "$stamp"
    fi
    end_turn
}

current() {
    [ -f "$stamp" ] && [ -x "$venv/bin/python" ] && [ "$(cat "$stamp")" = "$(fingerprint "$1")" ]
}
