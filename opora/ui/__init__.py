"""The look: layouts, tokens, components, custom elements and the libraries served beside them. Knows no other room.

Templates of the faces extend `ui/base.html`, `ui/shell.html`, `ui/portal.html` or `ui/card.html`; the tags are in
`{% load ui %}`. A room's own `static/<room>/css/*.css` and `static/<room>/js/*.js` join the two bundles by themselves
(`static_bundle.py`).
"""
