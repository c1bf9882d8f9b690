"""What other systems ask the installation, over HTTP."""
