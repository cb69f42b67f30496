"""Lets the adapters' tests import the contract suites beside them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
pytest.register_assert_rewrite("contract.store_contract", "contract.embedder_contract")
