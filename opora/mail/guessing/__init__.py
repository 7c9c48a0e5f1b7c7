"""From an address to the settings of its mailbox: known providers, the DNS, the usual names; what answers decides."""
