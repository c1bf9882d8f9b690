"""Receipts for fees: books of numbers, each number given once, void by another hand than gave it."""
