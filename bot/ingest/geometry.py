"""One point for a shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, isfinite

Point = tuple[float, float]  # latitude, longitude in degrees
MAX_CORNERS = 10_000  # of a shape; coastlines have some thousand


def point(latitude: float, longitude: float) -> Point | None:
    """The point, None where it is not on Earth."""
    known = isfinite(latitude) and isfinite(longitude) and -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if known else None


def centroid(ring: Sequence[Point]) -> Point | None:
    """The centre of the area within the ring (shoelace formula), of its corners where it has no area; None where it has
    no corner. Rings across the 180th meridian are measured eastward."""
    corners = [corner for corner in ring if point(*corner)]
    if not corners:
        return None
    longitudes = [longitude for _, longitude in corners]
    if max(longitudes) - min(longitudes) > 180:
        corners = [(latitude, longitude % 360) for latitude, longitude in corners]
    south, west = corners[0]  # measured from one corner, so that small shapes keep their digits
    shape = [(latitude - south, longitude - west) for latitude, longitude in corners]
    crosses = [
        (b[1] * a[0] - a[1] * b[0], a[0] + b[0], a[1] + b[1]) for a, b in zip(shape, shape[1:] + shape[:1], strict=True)
    ]
    area = fsum(cross for cross, _, _ in crosses)
    if abs(area) > 1e-9:
        latitude = south + fsum(cross * sum_ for cross, sum_, _ in crosses) / (3 * area)
        longitude = west + fsum(cross * sum_ for cross, _, sum_ in crosses) / (3 * area)
    else:
        latitude = fsum(latitude for latitude, _ in corners) / len(corners)
        longitude = fsum(longitude for _, longitude in corners) / len(corners)
    return point(round(latitude, 5), round((longitude + 180) % 360 - 180, 5))
