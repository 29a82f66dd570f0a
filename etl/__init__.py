"""The verbs of the product: article in, warehouse out."""
