"""Bytes in, records and rejections out: one module per format, no Django, no database."""
