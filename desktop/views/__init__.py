"""Pages as a person sees them: they show a state and say what the person wants."""
