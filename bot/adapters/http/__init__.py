"""The Fetcher over aiohttp: bounded in time and bytes, and kept out of private networks."""

from bot.adapters.http.fetcher import TIMEOUT, HttpFetcher
from bot.adapters.http.refusals import PRIVATE, PublicResolver, is_public, refusal

__all__ = ["PRIVATE", "TIMEOUT", "HttpFetcher", "PublicResolver", "is_public", "refusal"]
