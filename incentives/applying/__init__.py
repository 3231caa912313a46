"""Applications for money as the life cycle reads them."""
