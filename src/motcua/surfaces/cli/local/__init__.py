"""The product on one machine: its private database server and its processes."""
