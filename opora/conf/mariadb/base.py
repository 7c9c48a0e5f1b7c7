"""What Django loads for `mysql://…` and `mariadb://…`.

Django's backend is written for mysqlclient, which has no wheels: it wants a compiler and MariaDB's headers on every
machine. PyMySQL is plain Python, speaks the same protocol and stands in for it under its name.
"""

import pymysql

pymysql.install_as_MySQLdb()

from django.db.backends.mysql import base, operations  # noqa: E402 - looks for mysqlclient as it is imported

# Exact to the letter and to the last space, as columns are on SQLite and PostgreSQL: a unique column that takes “a” and
# “A” for one, as the server's default does, would lose one of two mailbox folders, tokens or cache keys.
EXACT = {"MariaDB": "utf8mb4_nopad_bin", "MySQL": "utf8mb4_0900_bin"}
IGNORING_CASE = {"iexact", "icontains", "istartswith", "iendswith"}


class DatabaseOperations(operations.DatabaseOperations):
    """Looks without regard to case where it is asked for, and only there; as on PostgreSQL by UPPER on both sides."""

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        lookup = str(super().lookup_cast(lookup_type, internal_type))
        return f"UPPER({lookup})" if lookup_type in IGNORING_CASE else lookup

    def regex_lookup(self, lookup_type: str) -> str:
        return "%s REGEXP %s" if lookup_type == "regex" else "%s REGEXP CONCAT('(?i)', %s)"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which letters are exact."""

    ops_class = DatabaseOperations
    operators = {  # noqa: RUF012 - Django's, which nobody changes
        **base.DatabaseWrapper.operators,
        # Without Django's BINARY, which these columns do not need and which keeps an index from being used.
        **dict.fromkeys(("contains", "startswith", "endswith"), "LIKE %s"),
        **dict.fromkeys(IGNORING_CASE, "LIKE UPPER(%s)"),
    }
    pattern_ops = {  # noqa: RUF012
        "contains": "LIKE CONCAT('%%', {}, '%%')",
        "startswith": "LIKE CONCAT({}, '%%')",
        "endswith": "LIKE CONCAT('%%', {})",
        "icontains": "LIKE CONCAT('%%', UPPER({}), '%%')",
        "istartswith": "LIKE CONCAT(UPPER({}), '%%')",
        "iendswith": "LIKE CONCAT('%%', UPPER({}))",
    }

    def prepare_database(self) -> None:
        """Called by `migrate` before it makes tables: they follow the database's collation, however that was made."""
        super().prepare_database()
        exact = EXACT[self.display_name]
        with self.cursor() as cursor:
            cursor.execute("SELECT @@collation_database")
            if cursor.fetchone() != (exact,):
                name = self.ops.quote_name(self.settings_dict["NAME"])
                cursor.execute(f"ALTER DATABASE {name} CHARACTER SET utf8mb4 COLLATE {exact}")

    def is_usable(self) -> bool:
        """Whether the server still hears us. PyMySQL would connect anew by itself, without what Django sets up then."""
        try:
            self.connection.ping(reconnect=False)
        except pymysql.Error:
            return False
        return True
