"""Global positions of logged entries and chained checkpoints over them."""
