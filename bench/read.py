"""`read`: the reader against a bare finder of numbers in the same text, and against readers one can install.

The text is drawn: sentences written for this, shuffled, with digits from a seed, so that nothing is read twice alike.
"""

import importlib.util
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from bench.line import Line, interleaved, middle
from etl.find import find
from etl.resolve import read_all

ROUNDS = 5
SIZE, SAMPLE = 5_000_000, 60_000  # characters for the reader, and for peers, which are slower
SENTENCES = (
    "{a}街道组织党员{n}名、志愿者{m}余名,在{k}个小区设卡值守。", "截至{d}日{h}时,累计采样{n}人次,发放宣传单{m}份。",
    "该县把城区划为{k}个网格,每个网格配备{j}名专干,共{n}户。", "爱心企业捐赠口罩{n}只、消毒液{m}桶,折合{k}万元。",
    "{a}社区近{n}名居民报名,其中{j}成是年轻人。", "工作组分成{j}个小队,昼夜轮班,人人尽责,毫不松懈。",
    "全区约{m}户{n}人,由{c}支队伍分片包干,逐门逐户摸排。", "道路湿滑,队员们相互搀扶,把物资送到每家门口。",
    "仅用{h}小时,{c}个点位全部开设完毕,检测{n}管样本。", "联系电话{p},值班室设在{j}号楼,全天有人接听。",
)  # fmt: skip
# Articles print a figure every hundred characters or so: most clauses count nothing.
WHO = (
    "社区干部",
    "党员骨干",
    "楼栋长",
    "医护人员",
    "返乡学生",
    "网格员",
    "公安民警",
    "物业经理",
    "退役老兵",
    "青年教师",
)
HOW = (
    "冒着严寒",
    "不分昼夜",
    "主动请缨",
    "闻令而动",
    "顾不上吃饭",
    "戴着口罩",
    "挨家挨户",
    "耐心细致",
    "带着喇叭",
    "齐心协力",
)
WHAT = (
    "守在村口劝返来人", "登记出入车辆信息", "把蔬菜送到独居老人门口", "为群众讲解居家注意事项",
    "清扫楼道并喷洒消毒水", "核对名册、查漏补缺", "安抚情绪焦急的住户", "维持采样现场秩序",
    "张贴倡议书和温馨提示", "协调解决买药难题",
)  # fmt: skip
NUMERAL = "0-9０-９〇零一二两三四五六七八九十百千万亿几"
BARE = re.compile(rf"[{NUMERAL}]+(?:\.[0-9]+)?[余多]?[万亿]?[名人户个只桶份支管元次栋]?")


def text(size: int, seed: int = 1) -> str:
    """At least `size` characters of drawn sentences."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choice(SENTENCES).format(
            a=chance.choice("东西南北") + chance.choice("湖山门桥"), n=chance.randint(10, 99_999),
            d=chance.randint(1, 28),
            m=chance.randint(10, 9_999), k=chance.randint(2, 300), j=chance.randint(2, 9), h=chance.randint(1, 23),
            c=chance.choice("两三四五六七八九十"), p=chance.randint(10_000_000, 99_999_999),
        )  # fmt: skip
        plain = "".join(
            chance.choice(WHO) + chance.choice(HOW) + "," + chance.choice(WHAT) + "。"
            for _ in range(chance.randint(6, 14))
        )
        parts.append(sentence + plain + "\n" * (chance.random() < 0.5))
        length += len(parts[-1])
    return "".join(parts)


def lines() -> Iterator[Line]:
    """Against the floor, growth inside one document, and the peers that are installed."""
    long = text(SIZE)
    readers: dict[str, Callable[[str], object]] = {
        "reader": lambda given: len(read_all(given, "bench").figures),
        "finder": lambda given: sum(1 for _ in find(given)),
        "bare re": lambda given: sum(1 for _ in BARE.finditer(given)),
    }
    times = interleaved(lambda name: _timed(readers[name], long), ("reader", "bare re"), ROUNDS)
    rate = SIZE / 1e6
    yield Line(
        section="read", what="whole reader, CPU per million characters", value=middle(times["reader"]) / rate,
        unit="s", against="bare number-first re", base=middle(times["bare re"]) / rate, ratio_at_most=10,
    )  # fmt: skip
    small, large = long[: SIZE // 500], long
    grown = interleaved(
        lambda size: _timed(readers["reader"], small if size == "small" else large), ("small", "large"), 3
    )
    per = middle(grown["small"]) * 500
    yield Line(section="read", what=f"one document of {SIZE:,} characters", value=middle(grown["large"]), unit="s",
               against=f"500 × one of {SIZE // 500:,}", base=per, ratio_at_most=1.3)  # fmt: skip
    sample = long[:SAMPLE]
    peers = _peers()
    if missing := {"cn2an", "chinese2digits"} - peers.keys():
        sys.stderr.write(f"not installed, left out: {', '.join(sorted(missing))} (requirements-bench.txt)\n")
    for name, peer in peers.items():
        pair = {"own": readers["reader"], name: peer}
        beside = interleaved(partial(_named, pair, sample), list(pair), ROUNDS)
        yield Line(section="read", what=f"reader beside {name}, {SAMPLE:,} characters", value=middle(beside["own"]),
                   unit="s", against=name, base=middle(beside[name]), ratio_at_most=0.5)  # fmt: skip


def _named(readers: Mapping[str, Callable[[str], object]], given: str, name: str) -> float:
    return _timed(readers[name], given)


def _timed(reader: Callable[[str], object], given: str) -> float:
    begun = time.process_time()
    reader(given)
    return time.process_time() - begun


def _peers() -> dict[str, Callable[[str], object]]:
    """Readers of Chinese numbers that are installed here; the others are left out with a word."""
    found: dict[str, Callable[[str], object]] = {}
    if importlib.util.find_spec("cn2an"):
        import cn2an

        found["cn2an"] = lambda given: [cn2an.transform(line) for line in given.splitlines()]
    if importlib.util.find_spec("chinese2digits"):
        import chinese2digits

        found["chinese2digits"] = lambda given: [
            chinese2digits.takeNumberFromString(line) for line in given.splitlines()
        ]
    return found
