"""Speaking turns: the labels that open them, who speaks, and what each speaker does. Several kinds have them."""
