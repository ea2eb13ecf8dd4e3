"""A team's board: annotations in a PostgreSQL database, with a copy here that can be read and written without it."""
