"""The way in: keep raw → parse → classify → thread → verb."""
