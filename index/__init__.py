"""How we find it: passages, vectors, keywords, names, and the generations that switch between them."""
