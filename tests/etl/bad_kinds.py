"""Kinds of bad input: in which file, what is changed there, and what the refusal has to print."""

PANJI = "figures/panji.csv"
METRICS = "registry/metrics.toml"
SIDECAR = "articles/panji.toml"


def replaced(old, new, count=1):
    def change(text):
        assert old in text, f"the file no longer holds {old!r}"
        return text.replace(old, new, count)

    return change


def row(line, column, value):
    """A CSV text with one cell of one line replaced (no quoted cells before it)."""

    def change(text):
        lines = text.splitlines(keepends=True)
        cells = lines[line - 1].split(",")
        cells[lines[0].split(",").index(column)] = value
        lines[line - 1] = ",".join(cells)
        return "".join(lines)

    return change


# name: (file, change of its text, what is printed)
KINDS = {
    "a column is missing": (
        PANJI,
        replaced("expression,", "", 1),
        r"data/figures/panji.csv:1: expression: column is missing, expected figure_id,",
    ),
    "a column is unknown": (
        PANJI,
        replaced("figure_id,", "figure,", 1),
        r"panji.csv:1: figure: unknown column, expected figure_id,",
    ),
    "a column stands twice": (
        PANJI,
        replaced("figure_id,start", "figure_id,figure_id,start", 1),
        r"panji.csv:1: figure_id: column stands twice",
    ),
    "a cell is missing": (
        PANJI,
        replaced("panji-001,195,", "panji-001,", 1),
        r"panji.csv:2: 17 cells, expected 18 cells",
    ),
    "a quote is not closed": (PANJI, replaced("panji-002", '"panji-002', 1), r"panji.csv:\d+: .*, expected a CSV row"),
    "the file is empty": (PANJI, lambda text: "", r"panji.csv:1: figure_id: column is missing"),
    "an unknown metric": (
        PANJI,
        row(2, "metric", "no_metric"),
        r"panji.csv:2: metric: unknown metric 'no_metric', expected a block of data/registry/metrics.toml",
    ),
    "an unknown scope": (
        PANJI,
        row(2, "scope", "nowhere"),
        r"panji.csv:2: scope: unknown scope 'nowhere', expected a scope_id of data/registry/places.csv",
    ),
    "an unknown unit": (
        METRICS,
        replaced('unit = "village"', 'unit = "furlong"'),
        r"metrics.toml:\d+: unit: unknown unit 'furlong', expected a unit of data/registry/units.csv",
    ),
    "a span of words": (
        PANJI,
        row(2, "start", "first"),
        r"panji.csv:2: start,end: span 'first', '198', expected two ordered integers",
    ),
    "a span turned round": (
        PANJI,
        row(2, "start", "199"),
        r"panji.csv:2: start,end: span '199', '198', expected two ordered integers",
    ),
    "a negative span": (PANJI, row(2, "start", "-3"), r"panji.csv:2: start,end: span '-3', '198'"),
    "a span in Arabic-Indic digits": (PANJI, row(2, "start", "١٩٥"), r"panji.csv:2: start,end: span"),
    "a span beyond any text": (PANJI, row(2, "end", "9" * 40), r"panji.csv:2: start,end: span"),
    "an expression nobody can read": (
        PANJI,
        row(2, "expression", "好多个"),
        r"panji.csv:2: expression: .*好多个.*, expected a printed quantity",
    ),
    "an override without a reason": (
        PANJI,
        row(2, "override", "value=1 lower=1 upper=1 qualifier=exact"),
        r"panji.csv:2: override: override .*, expected a printed quantity",
    ),
    "an override that is no number": (
        PANJI,
        row(2, "override", "value=nan lower=1 upper=1 qualifier=exact; why"),
        r"panji.csv:2: override: .*finite",
    ),
    "a duplicate id": (
        PANJI,
        row(3, "figure_id", "panji-001"),
        r"panji.csv:3: figure_id: duplicate id 'panji-001', expected an id of its own \(data.*panji.csv:2 has",
    ),
    "an id that leaves its folder": (
        PANJI,
        row(2, "figure_id", "../../etc/passwd"),
        r"panji.csv:2: figure_id: '\.\./\.\./etc/passwd' is no id",
    ),
    "a measure word of another class": (
        PANJI,
        row(4, "metric", "households_cancelling_banquets"),
        r"panji.csv:4: expression: '835名' counts .*, expected a measure word for household",
    ),
    "no such day": (
        PANJI,
        row(2, "period_start", "2022-02-30"),
        r"panji.csv:2: period_start: '2022-02-30' is no day, expected YYYY-MM-DD",
    ),
    "confidence in other words": (
        PANJI,
        row(2, "confidence", "quite"),
        r"panji.csv:2: confidence: unknown confidence 'quite', expected high or low",
    ),
    "a part of nothing": (PANJI, row(2, "part_of", "panji-999"), r"panji.csv:2: part_of: unknown part_of 'panji-999'"),
    "a repeat of nothing": (
        PANJI,
        row(2, "repeat_of", "panji-999"),
        r"panji.csv:2: repeat_of: unknown repeat_of 'panji-999'",
    ),
    "a TOML that does not parse": (METRICS, replaced("unit = ", "unit : "), r"metrics.toml:\d+: .*, expected TOML"),
    "a TOML key is missing": (
        METRICS,
        replaced('theme = "grids"\n', ""),
        r"metrics.toml:\d+: administrative_villages.theme: key is missing",
    ),
    "a TOML key is unknown": (
        METRICS,
        replaced("theme =", "topic ="),
        r"metrics.toml:\d+: administrative_villages.topic: unknown key",
    ),
    "a TOML value of another type": (
        METRICS,
        replaced("extensive = true", 'extensive = "yes"'),
        r"metrics.toml:\d+: administrative_villages.extensive: 'yes' is a str, expected a bool",
    ),
    "a length that is a truth": (
        SIDECAR,
        replaced("characters = 2441", "characters = true"),
        r"panji.toml:\d+: characters: 'True' is a bool, expected a int",
    ),
    "a length below nothing": (
        SIDECAR,
        replaced("characters = 2441", "characters = -1"),
        r"panji.toml:1: characters: '-1' is no length",
    ),
    "a SHA-256 that is none": (
        SIDECAR,
        replaced('sha256 = "5759', 'sha256 = "xyz'),
        r"panji.toml:1: sha256: .* is no SHA-256",
    ),
    "a locality nobody registered": (
        SIDECAR,
        replaced('locality = "panji"', 'locality = "atlantis"'),
        r"panji.toml:1: locality: unknown locality 'atlantis'",
    ),
    "a wave without a first day": (
        "registry/waves.csv",
        row(2, "from", ""),
        r"waves.csv:2: from: '' is no day, expected YYYY-MM-DD",
    ),
    "a level nobody knows": (
        "registry/places.csv",
        row(3, "level", "planet"),
        r"places.csv:3: level: unknown level 'planet'",
    ),
    "an id of a place that is none": (
        "registry/places.csv",
        row(3, "scope_id", "../x"),
        r"places.csv:3: scope_id: '\.\./x' is no id",
    ),
    "a chain level in words": (
        "chains/panji.csv",
        row(2, "level_order", "top"),
        r"chains/panji.csv:2: level_order: 'top' is no whole number",
    ),
    "a chain count in words": (
        "chains/panji.csv",
        row(2, "count", "many"),
        r"chains/panji.csv:2: count: 'many' is no number",
    ),
    "an unknown measure": (
        "measures/panji.csv",
        row(2, "measure_id", "magic"),
        r"measures/panji.csv:2: measure_id: unknown measure_id 'magic'",
    ),
    "arithmetic of unknown figures": (
        "registry/arithmetic.csv",
        row(2, "left", "panji-999"),
        r"arithmetic.csv:2: left: 'panji-999' names an unknown figure",
    ),
}
