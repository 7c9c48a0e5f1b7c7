"""Lanes: who may find something, and where it stands in the ticket. The first letter of each term in the index."""

SUBJECT, ABOUT, PUBLIC, FILES, NOTES, NOTE_FILES, CUSTOMER, CUSTOMER_FILES = "sapfngch"

# What plain words are looked for in, by side. ABOUT repeats the subject and adds the names of people.
STAFF_WORDS, CUSTOMER_WORDS = ABOUT + PUBLIC + NOTES, ABOUT + PUBLIC + CUSTOMER
STAFF_CONTENT, CUSTOMER_CONTENT = PUBLIC + NOTES, PUBLIC + CUSTOMER
STAFF_FILES, CUSTOMER_SIDE_FILES = FILES + NOTE_FILES, FILES + CUSTOMER_FILES
