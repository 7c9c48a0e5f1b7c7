"""The block list: whose mail the desk does not want to see."""
