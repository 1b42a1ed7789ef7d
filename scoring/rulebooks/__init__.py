"""Rulebooks: what an official document asks of a firm, as data; the engine that holds it against many firms at once."""
