"""Score pairs of names with nomenklatura's logic-v2: run by names.py with a Python that has nomenklatura.

Reads JSON lines [query, listed, kind of entity] from standard input and writes a score 0..1 a line.
"""

from __future__ import annotations

import json
import sys

from followthemoney.proxy import EntityProxy
from nomenklatura.matching import LogicV2

_SCHEMAS = {"person": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


def main() -> None:
    """Score each pair."""
    config = LogicV2.default_config()
    made: dict[tuple[str, str], EntityProxy] = {}

    def entity(name: str, kind: str) -> EntityProxy:
        key = (name, kind)
        if key not in made:
            data = {"id": f"{kind}-{name}", "schema": _SCHEMAS[kind], "properties": {"name": [name]}}
            made[key] = EntityProxy.from_dict(data)
        return made[key]

    for line in sys.stdin:
        query, listed, kind = json.loads(line)
        print(LogicV2.compare(entity(query, kind), entity(listed, kind), config).score)


if __name__ == "__main__":
    main()
