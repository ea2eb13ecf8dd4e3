"""The reader's screen, composed: what it shows first in `screen`, each feature in a module of its own."""
