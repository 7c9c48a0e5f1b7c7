"""The deliverability self-test: does mail from here arrive, and what would have to be published so that it does."""
