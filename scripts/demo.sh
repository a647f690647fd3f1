#!/bin/sh
# `make demo`: build a graph from examples/ and ask it three questions.
# Usage: scripts/demo.sh [KG]      KG is the kg command to run
set -eu
kg="${1:-kg}"

show() { # print a command as a reader would type it, then run it
    printf '\n$ kg'
    printf ' %s' "$@"
    printf '\n'
    "$kg" "$@"
}

show build examples/ -o demo.kg
show ask who-accuses --target Turkey -g demo.kg
show ask allies-of --actor Syria -g demo.kg
show ask agreements --actor Iran -g demo.kg
cat <<END

That was a graph built from the articles in examples/, and three of the stored questions.
Try next, and \`$kg --help\` for more:
  $kg queries
      every question, with its parameters
  $kg ask who-accuses --target تركيا
      names work in Arabic as well
  $kg explain examples/2015-11-24-russian-jet.txt
      which rule read what out of which sentence
  $kg build YOUR_ARTICLES... -o news.kg
      your own: .txt, .html, .jsonl, folders
END
