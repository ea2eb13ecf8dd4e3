"""The reader in a web browser: who may come in, the page, and a process for each visitor."""
