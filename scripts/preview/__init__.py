"""A preview of both languages on one port: what is saved is run, drawn and built, and the browser shows it."""
