"""MariaDB and MySQL as Django's database: its own backend, over PyMySQL, and as exact about letters as the others."""
