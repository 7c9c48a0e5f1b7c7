"""What all resources of the API share: who asks, errors, cursors, repetition, the description."""
