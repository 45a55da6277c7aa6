"""What an operator's Prometheus reads: counters of what happened, and gauges of how things stand."""
