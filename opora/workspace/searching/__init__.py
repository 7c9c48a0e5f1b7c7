"""What the pages of search show: results as a list, the query as chips, what is typed and what is kept."""
