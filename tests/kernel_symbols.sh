#!/bin/sh
# Each kernel object exports one symbol and no weak one: nothing built for one instruction set can be linked into another's place.
# Usage: kernel_symbols.sh NM OBJECT...
nm="$1"
shift
status=0
for object in "$@"; do
  exported=$("$nm" --defined-only --extern-only "$object" | grep -c .)
  weak=$("$nm" "$object" | grep -c ' [WwVvu] ')
  if [ "$exported" != 1 ] || [ "$weak" != 0 ]; then
    echo "$object exports $exported symbols, $weak weak ones; it should export one, none weak:"
    "$nm" -C --extern-only "$object"
    status=1
  fi
done
exit $status
