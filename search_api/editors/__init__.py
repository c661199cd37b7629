"""What editors may do, and how the service knows them."""
