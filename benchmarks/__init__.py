"""Measurements: each ``bench_*.py`` prints ours beside a peer and a limit, taken in one run.

A module is a program (``python -m benchmarks.bench_search``) that ends with ``harness.report(NAME, rows)``::

    from benchmarks.harness import compare, report, use_own_database

    def main() -> int:
        use_own_database("search")          # build/bench/search.sqlite3, migrated; then import models
        ...
        return report("search", [
            compare("results with filters", ours=page, peer=plain_query, limit=count_only, unit="ms", at_most=500),
        ])

    if __name__ == "__main__":
        raise SystemExit(main())

``make bench`` runs all of them.
"""
