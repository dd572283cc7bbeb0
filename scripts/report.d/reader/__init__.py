"""From a file that people have to rows that PostgreSQL copies.  Python's standard library only."""
