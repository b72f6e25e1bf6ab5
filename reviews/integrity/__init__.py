"""What publishers did to papers: which notices are about which, and what follows."""
