"""Stories + Topic + since + now -> Briefing (pure)."""
