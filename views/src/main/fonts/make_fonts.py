"""Make the bundled fonts from the upstream ones.

Usage: make_fonts.py INTER_DIR JETBRAINS_MONO_REGULAR OUTPUT_DIR
needs fontTools. INTER_DIR holds Inter-Regular.otf, Inter-Medium.otf and Inter-SemiBold.otf (3.19).

JavaFX cannot switch on an OpenType feature, so the tabular digits ("tnum") are moved into the
character map. A rule in JavaFX CSS names one family, so each weight is a family of its own.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x0391, 0x03C9),  # Greek
    (0x2010, 0x2027),  # dashes, quotes, bullet, ellipsis
    (0x2030, 0x203A),
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20AC, 0x20AC),
    (0x2190, 0x2199),  # arrows
    (0x21E7, 0x21E7),
    (0x2200, 0x22FF),  # mathematics
    (0x2318, 0x2318),
    (0x2325, 0x2325),
    (0x25A0, 0x25CF),  # squares, triangles, circles
    (0x2713, 0x2717),
]


def digits_into_cmap(font):
    """Point every character that has a tabular form at that form."""
    gsub = font["GSUB"].table
    swap = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    swap.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            table.cmap[code] = swap.get(glyph, glyph)
    widths = font["hmtx"].metrics
    digits = [font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)]
    widest = max(widths[glyph][0] for glyph in digits)
    for glyph in digits:
        widths[glyph] = (widest, widths[glyph][1])


def cut(font):
    """Keep the characters of RANGES and no layout feature."""
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    worker.subset(font)


def rename(font, family, style):
    """Give the font our own family name: its licence keeps the original one for the original.

    The style decides only which face the platform takes for characters that are not here (Chinese).
    """
    compact = family.replace(" ", "")
    bold = style == "Bold"
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 13, 14)]
    version = "Version 1.0"
    for identity, text in {
        1: family,
        2: style,
        3: f"{compact};{version}",
        4: family,
        5: version,
        6: compact,
    }.items():
        names.setName(text, identity, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = compact
        top = cff.topDictIndex[0]
        top.FullName = family
        top.FamilyName = family
        top.Weight = style


def make(source, family, style, target):
    font = TTFont(source, recalcTimestamp=False)
    if "GSUB" in font:
        digits_into_cmap(font)
    cut(font)
    rename(font, family, style)
    font.save(target)


def main(inter, mono, out):
    inter, out = Path(inter), Path(out)
    for weight, family, style in (
        ("Regular", "Filigree", "Regular"),
        ("Medium", "Filigree Medium", "Regular"),
        ("SemiBold", "Filigree SemiBold", "Bold"),
    ):
        name = family.replace(" ", "-")
        make(inter / f"Inter-{weight}.otf", family, style, out / f"{name}.otf")
    make(mono, "Filigree Mono", "Regular", out / "Filigree-Mono.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
