"""Takes the meaning of a colour ("input", "kernel.line"); gives its light and dark hex values."""

# role: ((paper-side fill, edge, text) light, the same for dark)
ROLES = {
    "input": (("#dce9fb", "#5b8fd6", "#1c4680"), ("#233a5c", "#5f93db", "#cfe2ff")),
    "kernel": (("#fde6c3", "#d98a1c", "#7d4a05"), ("#553a14", "#e5a443", "#ffdfa8")),
    "output": (("#d3efe0", "#3f9d72", "#14583a"), ("#1d4737", "#4fb388", "#c4f2dc")),
    "padding": (("#f1f2f4", "#b3b9c2", "#5d6570"), ("#2b2f39", "#5d6674", "#aab2bf")),
    "unused": (("#ffffff", "#a9afb9", "#6b727d"), ("#1e2129", "#666f7e", "#9aa3b1")),
    "channel0": (("#e6defb", "#8a6bd1", "#47298c"), ("#3a2d61", "#9b80de", "#e0d5ff")),
    "channel1": (("#fbdce6", "#cf5f88", "#86204a"), ("#5a2739", "#dd7a9f", "#ffd3e1")),
    "channel2": (("#d0eef3", "#2f97a8", "#0d5361"), ("#17454e", "#48b2c4", "#c2f0f7")),
    "channel3": (("#ece7cf", "#958339", "#564a14"), ("#45401f", "#b5a352", "#f0e7bd")),
    "grey": (("#ffffff", "#101216", "#101216"), ("#101216", "#ffffff", "#ffffff")),
}
PLAIN = {
    "ink": ("#242932", "#e3e6ec"),
    "muted": ("#606874", "#a2aab8"),
    "hair": ("#c9ced6", "#474e5b"),
    "paper": ("#ffffff", "#1e2129"),
}
PAPER = PLAIN["paper"]
STEPS = 16


def mix(first, second, share):
    """Hex colour with `share` (0 to 1) of the second colour in the first."""
    pairs = ((int(first[i:i + 2], 16), int(second[i:i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shade(role, share):
    """Name of the shade of a role at `share` (0 = nothing, 1 = full), in 17 steps.

    A hair is added, so that a share between two steps does not fall by the last bit of a float,
    which differs from processor to processor.
    """
    return f"{role}.{round(min(max(share, 0), 1) * STEPS + 0.001):02d}"


def _spread(theme):
    colours = {name: pair[theme] for name, pair in PLAIN.items()}
    for role, looks in ROLES.items():
        fill, line, text = looks[theme]
        colours |= {role: fill, role + ".line": line, role + ".text": text}
        colours[role + ".veil"] = mix(PAPER[theme], fill, 0.5)
        for step in range(STEPS + 1):
            colours[f"{role}.{step:02d}"] = mix(PAPER[theme], line, step / STEPS)
    for step in range(STEPS + 1):  # pixels of a picture: black to white in both themes
        colours[f"grey.{step:02d}"] = mix("#101216", "#ffffff", step / STEPS)
    return colours


COLOURS = {"light": _spread(0), "dark": _spread(1)}
# A figure is drawn once, in stand-ins that name their role; each theme puts its colours in.
PLACEHOLDERS = {name: f"#{0x010101 + i:06x}" for i, name in enumerate(COLOURS["light"])}
