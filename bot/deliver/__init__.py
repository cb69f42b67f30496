"""Schedules, quiet hours, priority, pacing, retries -> Deliveries (pure)."""
