"""Réglages communs : hypothesis tire toujours les mêmes exemples, sans délai par exemple."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from hypothesis import settings

settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("atlas")


@pytest.fixture
def prefixe() -> Iterator[None]:
    """L'Atlas servi sous /atlas."""
    st.config.set_option("server.baseUrlPath", "atlas")
    yield
    st.config.set_option("server.baseUrlPath", "")
