"""Every numeral is a figure or has a reason, whatever the text; and each kind of figure and of negative is known."""

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.find import find
from etl.resolve import read_all, read_parts
from etl.text.mention import NUMERALS, Mention, Rejected

EXAMPLES = 200_000 if os.environ.get("LIANFANG_FULL") else 5_000
TOGETHER = 5  # inputs an example: drawing one costs more than reading it
LETTERS = (
    "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两零几半数萬億兩"
    "个名人次户份条支辆台家元吨级批轮成倍米天时分点年月日号岁楼栋组班区村社大余多约近超上过以内下左右至到分之第每前不漏"
    "，。、；：！？（）()“”《》〔〕,.:;-—~+*/%％\n\t \u3000"
    "在全市党员志愿核酸捐宣传abNX"
)
# Drawn as one letter each, from the private area.
WORDS = {0xE000 + n: word for n, word in enumerate(
    ["万元", "人次", "小时", "个月", "以上", "百分之", "社区", "单位:万元"]
)}  # fmt: skip
ALPHABET = LETTERS + "".join(map(chr, WORDS))
WRITTEN = st.text(ALPHABET, max_size=40) | st.text(ALPHABET, min_size=20, max_size=60)
TEXTS = WRITTEN.map(lambda drawn: drawn.translate(WORDS)) | st.text(max_size=30)


def expressions(text: str) -> list[str]:
    return [text[item.start : item.end] for item in find(text) if isinstance(item, Mention)]


def reasons(text: str) -> list[str]:
    return [item.reason for item in find(text) if isinstance(item, Rejected)]


@settings(max_examples=EXAMPLES // TOGETHER)
@given(st.lists(TEXTS, min_size=TOGETHER, max_size=TOGETHER))
@example(["\ud800一万\udfff人", "1" * 5000 + "人", "数几一", "近近近3余余万万人次次", "单位:万元\n1 2\n3 4"])
def test_spans_tile_the_numerals_of_any_text(texts):
    for text in texts:
        tile(text)


def tile(text: str) -> None:
    """Raise where a numeral of `text` stands in no span, or a span is not what was printed."""
    covered = bytearray(len(text))
    last = 0
    for item in find(text):
        assert last <= item.start < item.end <= len(text)
        last = item.end
        covered[item.start : item.end] = b"\1" * (item.end - item.start)
        if isinstance(item, Mention):
            assert item.lower is None or item.upper is None or item.lower <= item.upper
            assert item.value is not None or item.lower is not None
    assert not [c for index, c in enumerate(text) if c in NUMERALS and not covered[index]]
    found = read_all(text, "any")
    assert [f.expression for f in found.figures] == [text[f.start : f.end] for f in found.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出动近 300 名干部", ["近 300 名"]),
        ("共有500次(趟)", ["500次(趟)"]),
        ("制作160多条（幅）", ["160多条（幅）"]),
        ("每天检测2万件/天", ["2万件"]),
        ("县、乡、村三级联动", ["三级"]),
        ("由民政、卫健等8部门组成", ["8部门"]),
        ("按照“1办11组”架构", ["1办", "11组"]),
        ("佛前五区都有", ["五区"]),
        ("用时2小时以内", ["2小时以内"]),
        ("4天内完成", ["4天内"]),
        ("分成三组", ["三组"]),
        ("服务1个半小时", ["1个半小时"]),
        ("上千名群众", ["上千名"]),
        ("不少于3次", ["不少于3次"]),
        ("七八个人", ["七八个"]),
        ("八成以上的人", ["八成以上"]),
        ("百分之九十五的村", ["百分之九十五"]),
        ("超半数社区", ["超半数"]),
        ("从20名增加到35名", ["20名", "35名"]),
        ("新增一例确诊病例", ["一例"]),
        ("捐赠一辆救护车", ["一辆"]),
        ("300余党员干部下沉", ["300余"]),
        ("排查人数达3450,其中", ["3450"]),
        ("志愿者(人):560。", ["560"]),
        ("分别有12、15和20名", ["12", "15", "20名"]),
        ("3.20名志愿者\n", ["20名"]),
    ],
)
def test_each_kind_of_figure_is_found_with_its_expression(text, expected):
    assert expressions(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3月25日", "date"),
        ("二〇二〇年", "date"),
        ("正月初六", "idiom"),
        ("早上8:30", "clock or ratio"),
        ("晚上9点到岗", "clock"),
        ("76岁的老党员", "age"),
        ("一名“90后”护士", "age"),
        ("第三轮检测", "ordinal"),
        ("\n一、加强领导", "list marker"),
        ("(二)压实责任", "list marker"),
        ("奋战在一线", "idiom"),
        ("万众一心", "idiom"),
        ("佩戴N95口罩", "code"),
        ("第二附属医院", "ordinal"),
        ("落实“五个一”机制", "slogan"),
        ("做到五个到位", "slogan"),
        ("不漏一户", "indefinite one"),
        ("不漏1户", "slogan"),
        ("一级响应", "ordinal level"),
        ("二级网格员", "ordinal level"),
        ("一个党组织就是堡垒", "indefinite one"),
        ("每万人配备", "per-unit base"),
        ("每10户一组", "per-unit base"),
        ("电话0595-22334455", "phone"),
        ("拨打12345热线", "phone"),
        ("体温超过37.3℃", "temperature"),
        ("按1:100稀释", "clock or ratio"),
        ("泉防指〔2022〕16号", "document number"),
        ("住在3号楼", "number of a thing"),
        ("实行5+2工作制", "slogan"),
        ("印发《十条措施》", "slogan"),
        ("用75%酒精擦拭", "concentration"),
    ],
)
def test_each_kind_of_negative_has_its_reason(text, reason):
    assert reason in reasons(text)
    assert not expressions(text)


def test_time_is_linear_in_the_length_of_one_line():
    """Twenty times the text takes about twenty times as long, far below what a quadratic reader would take."""
    import time

    line = "设置检查点32个,投入1200余名党员,排查5万户,一线值守"

    def seconds(copies: int) -> float:
        begun = time.process_time()
        list(find(line * copies))
        return time.process_time() - begun

    seconds(50)
    small, large = min(seconds(200) for _ in range(3)), min(seconds(4000) for _ in range(2))
    assert large < 20 * small * 6


def test_a_long_text_is_read_in_parts_that_hold_the_whole():
    line = "设置检查点32个,投入1200余名党员,排查5万户,一线值守。"
    parts = list(read_parts(line * 3000))
    assert len(parts) > 2
    assert max(len(part.figures) + len(part.rejected) for part in parts) < 6000
    starts = [figure.start for part in parts for figure in part.figures]
    assert starts == sorted(starts)
    assert len(starts) == 9000
