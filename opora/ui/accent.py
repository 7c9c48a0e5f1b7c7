"""A brand's own accent colour, kept readable: the tone is moved until it has 4.5:1 on our paper, light and dark."""

import colorsys
from dataclasses import dataclass

LIGHT_PAPER = "#ffffff"
DARK_PAPER = "#17181d"
LEAST_CONTRAST = 4.6


@dataclass(frozen=True)
class Tones:
    """The accent on paper and the ink on the accent, for one of the two modes."""

    accent: str
    ink: str


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `#rrggbb`."""
    channels = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tones(accent: str, paper: str) -> Tones:
    """The nearest tone of `accent` (`#rrggbb`) that reads on `paper`, and black or white to write on it."""
    step = -0.02 if luminance(paper) > 0.5 else 0.02
    fit = accent
    while contrast(fit, paper) < LEAST_CONTRAST:
        fit = _lightened(fit, step)
    return Tones(fit, max(("#ffffff", "#0b0c10"), key=lambda ink: contrast(ink, fit)))


def _lightened(colour: str, step: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    mixed = colorsys.hls_to_rgb(hue, min(1, max(0, lightness + step)), saturation)
    return "#" + "".join(f"{round(value * 255):02x}" for value in mixed)


def stylesheet(accent: str) -> str:
    """CSS that replaces our accent by `accent` (`#rrggbb`) in both modes."""
    light, dark = tones(accent, LIGHT_PAPER), tones(accent, DARK_PAPER)
    return (
        "@layer tokens {\n  :root {\n"
        f"    --accent: light-dark({light.accent}, {dark.accent});\n"
        f"    --accent-ink: light-dark({light.ink}, {dark.ink});\n"
        "  }\n}\n"
    )
