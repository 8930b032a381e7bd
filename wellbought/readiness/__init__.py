"""Readiness: where an organisation stands by dimension, where its people disagree, and what comes next."""
