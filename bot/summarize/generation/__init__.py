"""Having a model write, held to its evidence."""
