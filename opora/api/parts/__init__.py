"""What several resources are made of: how tickets look, opening and changing them, files, finding things by id."""
