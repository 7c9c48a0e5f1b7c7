"""How text becomes what is searched: folded letters, tokens, stems, terms. Knows no database."""
