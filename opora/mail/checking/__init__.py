"""Who really sent a mail: SPF, DKIM, DMARC checked by ourselves, or believed of a server that we trust."""
