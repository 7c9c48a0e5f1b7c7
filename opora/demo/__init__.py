"""An imaginary company's desk to try Opora on, the room in which one plays its customers, and bulk data by seed."""
