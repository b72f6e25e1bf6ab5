"""A picture as pixels: the same picture gives the same bytes."""

from reviews.exports import alone

SECONDS = 60


def render(svg: str) -> bytes:
    """Raises subprocess.SubprocessError if it cannot be drawn."""
    return alone.run("raster", svg.encode(), seconds=SECONDS)
