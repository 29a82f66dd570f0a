"""The nouns of the product: quantities, places, metrics, verdicts, words. Imports nothing of ours."""
