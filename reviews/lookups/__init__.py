"""Asking Crossref and PubMed about one paper at a time, through the one client."""
