# Read by bin/test: what the tests want from the machine beside Python. Root on Debian gets what is missing installed;
# everybody else is told by the tests what they skip. Plain POSIX sh.

missing_packages() {
    command -v chromium >/dev/null 2>&1 || printf 'chromium '
    command -v dovecot >/dev/null 2>&1 || printf 'dovecot-imapd dovecot-pop3d '
    command -v redis-server >/dev/null 2>&1 || printf 'redis-server '
    command -v msgfmt >/dev/null 2>&1 || printf 'gettext '
    [ -n "$(ls /usr/lib/postgresql 2>/dev/null)" ] || command -v postgres >/dev/null 2>&1 || printf 'postgresql '
    command -v mariadbd >/dev/null 2>&1 || [ -x /usr/sbin/mariadbd ] || printf 'mariadb-server '
    # Screenshots of Russian and Czech pages need letters to draw.
    ls /usr/share/fonts/truetype/dejavu >/dev/null 2>&1 || printf 'fonts-dejavu-core '
}

install_missing() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
    missing=$(missing_packages)
    if [ -n "$missing" ]; then
        say "Installing what the tests need: $missing"
        # shellcheck disable=SC2086 # several words
        if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2; then
            say "That did not work; the tests that need them will say so."
        fi
    fi
    start_postgresql
    start_mariadb
}

# A database that was installed but is not running, as in a container; root may use it through its socket.
start_postgresql() {
    command -v pg_lsclusters >/dev/null 2>&1 || return 0
    if ! pg_lsclusters -h | grep -q online; then
        service postgresql start >&2 || return 0
    fi
    su postgres -c "createuser --superuser root" >/dev/null 2>&1 || :
}

start_mariadb() {
    [ -x /usr/sbin/mariadbd ] || return 0
    ! mariadb-admin ping >/dev/null 2>&1 || return 0
    install -d -o mysql -g mysql /run/mysqld
    start-stop-daemon --start --oknodo --background --exec /usr/sbin/mariadbd || return 0
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        sleep 1
        ! mariadb-admin ping >/dev/null 2>&1 || return 0
    done
}
