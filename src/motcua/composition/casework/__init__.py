"""Where contexts meet: one sentence of the law becomes one transaction over several of them."""
