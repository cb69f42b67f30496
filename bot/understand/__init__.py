"""Item -> Article; Articles -> Stories (pure)."""
