"""What we know: articles and official lists, read, cleaned and kept."""
