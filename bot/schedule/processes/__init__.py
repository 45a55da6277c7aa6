"""WHO DOES IT: the processes of a service among each other, on one store."""
