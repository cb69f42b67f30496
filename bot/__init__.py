"""The engine of sitrep: knows news, topics and briefings, knows no chat."""
