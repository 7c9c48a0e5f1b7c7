"""How mail leaves and whether it arrives: outgoing servers, signing keys, the self-test."""
