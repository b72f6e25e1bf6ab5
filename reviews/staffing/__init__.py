"""Who may judge what, and how work is shared out: comparisons and sums alone, no database."""
