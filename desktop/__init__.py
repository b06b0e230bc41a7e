"""The window. It decides nothing: everything that it shows and does is the engine's."""
