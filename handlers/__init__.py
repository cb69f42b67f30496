"""The faces of sitrep: Telegram, the terminal and a local sandbox."""
