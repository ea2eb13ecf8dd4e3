"""Languages as data: what the rules need to know of each, in one TOML file a language."""
