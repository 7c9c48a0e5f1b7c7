"""The REST API under /api/v1/: everything the interface can do, for programs.

One module for each resource; what they share (who asks, errors, cursors, repetition, the OpenAPI description) is in
`protocol`. A function here parses, asks, calls a verb and renders; it decides nothing.
"""
