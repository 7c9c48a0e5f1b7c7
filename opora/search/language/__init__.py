"""The search language: what somebody types becomes a tree, and a tree can be typed again."""
