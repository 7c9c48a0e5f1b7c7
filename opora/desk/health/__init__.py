"""The desk watches itself: checks that rooms announce, cards that say what is wrong, the worker's heartbeat."""
