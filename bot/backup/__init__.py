"""Backup and restore: everything the program keeps, in one file, taken and brought back while nothing is lost."""
