"""Finding: from the tree of a query to tickets, with the places where its words stand, and what was probably meant."""
