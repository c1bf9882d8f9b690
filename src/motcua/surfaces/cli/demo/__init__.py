"""The demo province: imaginary people and agencies at work, made through the product's own acts."""
