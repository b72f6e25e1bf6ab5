"""Input of the pages: forms validate, they neither save nor decide."""
