"""What the desk's own lists hold and how many there are of each: the pages that everybody looks at all day."""
