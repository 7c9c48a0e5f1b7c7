"""Pictures that mails name instead of carrying: fetched through us, carefully, when somebody asks to see them."""
