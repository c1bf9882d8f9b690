"""Being told by telephone instead of by message: who wishes it, which calls are to be made, what came of them."""
