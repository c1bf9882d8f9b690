"""The process for what need not happen while a person waits."""
