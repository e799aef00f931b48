"""The tests, a package so that its parts can be imported and run by name."""
