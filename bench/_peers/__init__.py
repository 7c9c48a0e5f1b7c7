"""Opora beside two help desks that a user would pick instead: the same tickets, the same actions, one machine.

`exchange` writes the tickets down neutrally, `truth` counts what a search ought to find, each product has a file that
installs, loads, starts and asks it, `measuring` takes the figures and `report` says them.
"""
