"""The demo desk: an imaginary company, its tickets, bulk data by seed, and the room in which one plays its customers."""
