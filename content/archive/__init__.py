"""The structure of millions of briefings, as tables in Parquet: `briefmark archive`, on datatrove.

Nothing else imports this package, and datatrove and pyarrow are imported nowhere else.
"""
