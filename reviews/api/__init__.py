"""JSON for programs: what is public, and the desk's verbs by the same actions."""
