"""The clerk: keeps the ledgers of an edition. Releases, declares what became of addresses,
verifies citations.

Comes after `press`, which makes and checks the site that is to be released. What is written is
written as a whole or not at all (`journal`).
"""
