"""Bytes -> Entries; what changed; when to look again (pure)."""
