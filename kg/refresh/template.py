"""What `kg init` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.refresh.settings import NAME

TEMPLATE: Final = """\
# What `kg refresh` reads. Every line that begins with # can be left out; values shown are defaults.

graph = "news.kg"           # the graph folder, beside this file
# store = "bolt://neo4j@localhost"  # a graph server beside the graph's own store
# recheck = "3d"            # so long after publication an article is asked again if it has changed
# recheck_every = "1h"      # so often, at most
# silent = "3d"             # `kg status` calls a source silent that brings nothing new for so long
# copies = 0.8              # two texts that are so alike count as one report (0 to 1)

[fetch]
# contact = "https://example.org/about-our-reader"  # who reads: part of the User-Agent
# delay = "1s"              # between two requests to one host
# timeout = "30s"           # for a whole answer, from connecting to its last byte
# max_size = "8 MB"         # of one page
# attempts = 3
# max_wait = "60s"          # a server that asks for more patience is left for this run
# threads = 8               # hosts that are asked at the same time
# allow_private = []        # addresses of your own network that may be read, such as "10.0.0.0/8"

[gates]
# max_drop = 0.9            # refuse a run in which so many of the expected statements are missing
# least = 20                # ... if so many are expected

# ---- sources: any number, each with a name of its own ---------------------------------------

[[source]]
name = "articles"
kind = "folder"             # text, saved pages and JSON lines, as `kg build` reads them
path = "articles"

# [[source]]
# name = "agency"
# kind = "feed"             # RSS or Atom
# url = "https://example.org/rss.xml"
# outlet = "Example Agency" # else the page says
# content = "page"          # or "feed": the entries hold the whole text

# [[source]]
# name = "daily"
# kind = "sitemap"
# url = "https://example.org/news-sitemap.xml"
# include = ["*/politics/*"]
# exclude = ["*/video/*"]

# [[source]]
# name = "list"
# kind = "urls"
# path = "urls.txt"         # one a line; or: urls = ["https://example.org/1", ...]

# [[source]]
# name = "export"
# kind = "jsonl"            # or "csv", "warc": a file, a folder or a pattern
# path = "export/*.jsonl"

# [[source]]
# name = "mine"
# kind = "python"           # articles(options) and read(name, options) in my_source.py
# module = "my_source"
# options = { since = "2024-01-01" }
"""


def write(folder: Path) -> tuple[Path, bool]:
    """Write a commented `sources.toml`, and the folder that it names.

    Returns:
        The file, and whether it is new: one that is there stays as it is.
    """
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        return path, False
    (folder / "articles").mkdir(exist_ok=True)
    return path, True
