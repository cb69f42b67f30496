"""Attribution in Chinese, Japanese and Korean: what is said stands between marks and particles, where no space parts words."""

from __future__ import annotations

import re

from bot.understand.attributions.records import Piece, Record

# Each pattern names the groups s (source), q (cue) and c (content). The first that matches a sentence is taken.
_DAY = (
    r"(?:(?:当地时间|當地時間|本周|上周|周|星期|礼拜)[一二三四五六日天]?|今天|昨天|今日|昨日|当天|"
    r"\d{1,2}(?:月\d{1,2})?日|[一二三十]{1,3}日)"
)
_ZH = (
    r"据(?P<s>[^，。；：“”]{1,20}?)(?P<q>报道|報導|称|稱|消息|透露|介绍|通报)?，(?P<c>.+)",
    r"(?P<c>[“「].+?[”」])，?(?P<s>[^，。；“”「」]{1,25}?)(?P<q>说|說|表示|称|稱|写道|寫道)(?=[。，]|$)",
    rf"(?P<s>[^，。；：“”「」]{{2,30}}?)(?:{_DAY})?(?P<q>表示|宣布|指出|强调|強調|(?<![愿願])透露|警告|否认|否認|证实|證實|声称|聲稱|宣称|宣稱|认为|認為|"
    rf"回应称|通报称|补充说|(?<![名简號号据俗人职通堪])[称稱](?![为為赞讚呼号職职])|(?<![小传傳据據学學解听聽])[说說](?=[，：:“「]))了?[，：:]?(?P<c>.{{3,}})",
)
_JA = (
    r"(?P<s>[^、。「」]{1,30}?)(?P<q>によると|によれば)、?(?P<c>.+)",
    r"(?P<s>[^、。「」]{1,30}?)[はが](?:[^、。「」]{0,12}、)?(?P<c>[^。]{3,}?)(?:と|などと|とも)"
    r"(?P<q>述べ|語っ|話し|発表し|明らかにし|主張し|警告し|説明し|伝え|報じ|強調し|指摘し|表明し|コメントし)(?:た|て|ている|ました)",
    r"(?P<s>[^、。「」]{1,30}?)は(?P<c>[^、。]{2,}?)を(?P<q>否定した|認めた|確認した|発表した)",
)
_KO = (
    r"(?P<s>[^,.“”]{1,30}?)(?P<q>에 따르면),? ?(?P<c>.+)",
    r"(?P<s>[^,.“”]{1,40}?)(?:은|는|이|가) (?P<c>.{3,}?(?:다고|라고|고)) "
    r"(?P<q>말했다|밝혔다|전했다|주장했다|발표했다|경고했다|보도했다|강조했다|설명했다|부인했다)",
)
_PATTERNS = {lang: [re.compile(one) for one in patterns] for lang, patterns in (("zh", _ZH), ("ja", _JA), ("ko", _KO))}
_HEDGES = {
    "zh": re.compile(r"据说|據說|据传|據傳|未经证实|未經證實"),
    "ja": re.compile(r"とみられ(?:る|ている)|もよう|未確認"),
    "ko": re.compile(r"것으로 알려졌다"),
}


def supported(lang: str) -> bool:
    return lang in _PATTERNS


def find(text: str, start: int, end: int, lang: str, quotes: list[Piece]) -> list[Record]:
    """The attribution of the sentence text[start:end], one at most; `quotes` are the quotations in it."""
    while start < end and text[start].isspace():
        start += 1
    for pattern in _PATTERNS[lang]:
        match = pattern.match(text, start, end)
        if match and not any(a < match.start("q") < b for a, b in quotes if match["q"]):
            stop = match.end("c")
            while stop > match.start("c") and text[stop - 1] in " 。.":
                stop -= 1
            cue = match.span("q") if match["q"] else (match.start(), match.start() + 1)  # "据警方，"
            return [Record([match.span("s")], [cue], [(match.start("c"), stop)])]
    if hedge := _HEDGES[lang].search(text, start, end):
        return [Record([], [hedge.span()], [(start, hedge.start())] if hedge.start() > start else [(hedge.end(), end)])]
    return []
