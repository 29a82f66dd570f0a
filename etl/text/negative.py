"""Says why a numeral is no figure: date, clock, age, ordinal, code, address, slogan, name, idiom.

Each test looks at a few characters on either side, in the order of how often it decides. What no test knows is left
to the finder, which asks for a measure word.
"""

import re

from etl.text.lexicon import lexicon
from etl.text.number import DIGIT
from etl.text.unit import measure_words

QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "《": "》", "〈": "〉", "【": "】"}
# What the next character says after an Arabic or Chinese number that is not counted.
SLOGAN_AFTER = re.compile(
    "一|有|必|不|无|零|严|确保|坚持|到位|强化|百分|统一|落实|覆盖|全覆盖|维护|意识|自信|全面|服从|导向|结合|优先|转变|加强|突出|务必|聚焦|清零|最"
    "|带头|坚决|注重|率先|延伸|下沉|注意|明确|精准|防止|提高|规范|到|先行|必须|第一|绝不|决不|能|敢|更|再|凡|切实|及时"
)
SLOGAN_BEFORE = re.compile(
    r"(?:不|没有|未|无|莫)(?:漏|落|少|缺|丢|差|留|错|放|出|进|见|获|剩|让|许|准|遗漏|放过|错过|漏掉|落下|遗|弃)(?:掉|下|过)?$"
)
NAME_AFTER = re.compile(
    r"[\u4e00-\u9fff]{1,3}?(?:县|区|镇|乡|村|街道|社区|小区|山|湖|路|街|庄|铺|桥|寺|寨|沟|岭|屯|巷|苑|花园)"
)
# 三元村, 五里屯: a numeral and a measure word are the whole name.
_VILLAGE_MEASURES = frozenset("元里门河台道")
_VILLAGE = re.compile("[村屯庄镇乡沟铺寨桥](?![民级委子])")
NAME_MEASURES = frozenset("里台道家门面枝户角河口座间头")
DATE = re.compile(rf"[{DIGIT}]{{4}}\s*[-/.．年－]\s*[{DIGIT}]{{1,2}}(?:\s*[-/.．月－]\s*[{DIGIT}]{{1,2}}日?|月)(?!\d)")
PHONE = re.compile(
    rf"(?:[{DIGIT}]{{3,4}}[-－—][{DIGIT}]{{7,8}}|[{DIGIT}]{{3,4}}[-－][{DIGIT}]{{3,4}}[-－][{DIGIT}]{{3,4}})"
)
HOTLINE = re.compile(r"\s*(?:热线|电话|平台|急救|报警|指挥中心|服务热线|政务)")
BASE_BEFORE = re.compile(r"每(?:隔|满|间隔|增加)?(?:约|近)?$")
DURATION_BEFORE = re.compile(
    r"(?:首|头|连续|历时|停课|停工|停业|封闭|封控|监测|观察|居家|延长|为期|满|已|持续|隔离|坚守|奋战|过去|再用|仅用|只用|用了|用时|短短|长达|达|近)$"
)
_SPANS = frozenset({"day", "hour", "minute", "week", "month", "second"})
_OPENING = re.compile(f"[{''.join(QUOTES)}]")


def quoted_slogan(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The short quotation round text[start:end], if there is one: “五个一”, “十做到”; direct speech is not short.

    >>> quoted_slogan("落实“五个一”工作法", 3, 4)
    (3, 6)
    """
    if not _OPENING.search(text, max(0, start - 10), start):
        return None
    for opening, closing in QUOTES.items():
        left = text.rfind(opening, max(0, start - 10), start)
        if left < 0:
            continue
        right = text.find(closing, end, end + 10)
        if right < 0 or right - left > 11:
            continue
        inner = text[left + 1 : right]
        if closing not in text[left + 1 : start] and not any(c in "，。！？；：,!?" for c in inner):
            return left + 1, right
    return None


def in_title(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands in the title of a document: 《关于……的通知》.

    >>> in_title("印发《十条措施》后", 3, 4), in_title("《通知》要求20人", 6, 8)
    (True, False)
    """
    left = text.rfind("《", max(0, start - 60), start)
    return left >= 0 and text.find("》", left, start) < 0 and text.find("》", end, end + 60) >= 0


def time_like(unit: str) -> bool:
    """Whether a unit is a span of time, after which 内 is a bound and 近 may mean recent.

    >>> time_like("day"), time_like("person")
    (True, False)
    """
    return unit in _SPANS


_CONCENTRATION = re.compile(r"(?:的|医用|消毒)?(?:酒精|乙醇|浓度|含氯|次氯酸)")
_ORDINAL_PLACE = re.compile(r"[村组队屯社区里]$")


def why_not(text: str, start: int, end: int, measure: str, p: int, *, chinese: bool) -> str:
    """Why a number with a measure word is no figure after all, or ""."""
    before = text[start - 1] if start else ""
    if before == "每" or (before and before in "隔满约近增" and BASE_BEFORE.search(text, max(0, start - 4), start)):
        return "per-unit base"
    if before == "前" and measure in ("名", "位", "强"):
        return "ordinal"
    if measure in ("%", "％") and _CONCENTRATION.match(text, p):
        return "concentration"
    if before and before in "(（:：/" and text[start] in "百千万亿萬億" and text[p : p + 1] in ")）\n\t|":
        return "unit of a head"
    if (
        before
        and before in "漏落少缺丢差留错放出进见获剩让许准掉下过"
        and SLOGAN_BEFORE.search(text, max(0, start - 5), start)
    ):
        return "slogan"
    if chinese:
        word = text[start:end]
        if len(word) == 1:
            if word == "二" and measure not in ("名", "人", "位"):
                return "ordinal"
            need = lexicon().single_digit.get(measure)
            split = measure in ("组", "班") and before and before in "分成为"
            if (
                need is not None
                and not split
                and text[end : end + 1] not in "余餘多"
                and (not text[p : p + 1] or text[p] not in need)
            ):
                return "name or idiom"
            if measure == "道" and text.startswith("防线", p):
                return "slogan"
            if measure in NAME_MEASURES and NAME_AFTER.match(text, p) and before in _PLACE_BEFORE:
                return "name"
            if measure in _VILLAGE_MEASURES and _VILLAGE.match(text, p):
                return "name"
        if word == "零" and measure != "例":
            return "idiom"
        if word in "这那哪":
            return "indefinite"
        if measure in ("个", "個") and text[end : end + 1] not in "余多来" and SLOGAN_AFTER.match(text, p):
            return "slogan"
        if before and text[end : end + 1] not in "余餘多" and quoted_slogan(text, start, end):
            return "slogan"
    elif (text[p : p + 1] == text[start] and text[start:end] == "1") or (
        text[start:end] == "1" and text[p : p + 1] in ("一", "1") and text[p + 1 : p + 2] not in measure_words()
    ):
        return "slogan"
    elif measure in ("栋", "幢", "单元", "层", "组") and address(text, start, measure, p):
        return "address"
    if in_title(text, start, end):
        return "title"
    return ""


_PLACE_BEFORE = frozenset("在到自于从的、，。（(“市县区镇乡省和与及往赴回是 ")
_LISTED_HOMES = re.compile(r"[0-9]+([栋幢])[、和][0-9]+\1")
_HOME = re.compile(r"(?:小区|苑|园|城|府|湾|家园|花园|公寓|里|庄|号|庭|轩|居|郡)$")


def address(text: str, start: int, measure: str, p: int) -> bool:
    """Whether 5栋, 2单元, 3组 tell where somebody lives, not how many there are."""
    follows = text[p : p + 1]
    if follows and (
        follows in "0123456789０１２３４５６７８９"
        or (follows.isascii() and follows.isalpha() and follows.isupper())
        or follows in "号室"
    ):
        return measure in ("栋", "幢", "棟", "单元", "层", "组")
    if measure in ("栋", "幢") and _LISTED_HOMES.search(text, max(0, start - 6), p + 5):
        return True  # 3栋、7栋、12栋先发
    if measure in ("栋", "幢", "棟", "单元", "层"):
        return bool(_HOME.search(text, max(0, start - 3), start)) or text.startswith("单元", p)
    if measure == "组":
        return bool(_ORDINAL_PLACE.search(text, max(0, start - 1), start)) or text[p : p + 2] in (
            "村民",
            "居民",
            "组长",
        )
    return False
