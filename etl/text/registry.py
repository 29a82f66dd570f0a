"""Where the words that the readers know are kept: data/registry of this checkout.

Grammar and lexicon are data, but they belong to the code that reads them: whoever points LIANFANG_DATA at another
folder of articles still reads with these words.
"""

from pathlib import Path

REGISTRY = Path(__file__).resolve().parents[2] / "data" / "registry"
