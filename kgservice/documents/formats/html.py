"""Reads a government web page: its title, the labelled lines over the document, and the document; nothing around them.

Extraction libraries were looked at and not taken: they drop short lines, lists and inline words without saying so
(trafilatura's issues 431 and 890), and here each line such as （责任单位：…） counts.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Container

from lxml import etree
from lxml import html as lxml_html

from kgservice.documents.formats.html_blocks import NOTHING, Block, blocks_of, is_layout
from kgservice.documents.labels import is_labelled
from kgservice.documents.text import squeeze
from kgservice.documents.titles import ends_as_title
from kgservice.errors import SourceError

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_HEAD = 4096
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GB = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312")

_NEVER_TEXT = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "iframe",
        "object",
        "svg",
        "audio",
        "video",
        "canvas",
        "head",
    )
)
_AROUND = frozenset(("nav", "aside", "footer", "form"))
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|position|location|share|bshare|jiathis|toolbar|tools?|footer|foot"
    r"|sidebar|side|related|recommend|copyright|pager|pagination|prevnext|qrcode|ewm|comment|comments|search|login|banner|print)"
    r"(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHROME = re.compile(
    "(?:您?(?:当前|现在)?的?(?:所在)?位置[：:]|当前位置|首页\\s*[>›»]|分享到?[：:]?|打印(?:本页|此页)?$|关闭(?:窗口|本页)?$|【?字体|字号[：:]"
    "|扫一扫|返回顶部|上一[篇条]|下一[篇条]|相关(?:链接|文章|信息|附件|文件|解读)[：:]?$|浏览次数|点击(?:数|率|量)|阅读次数|无障碍|【?打印|【?收藏|【?关闭)"
)
_HAN = re.compile("[\u3400-\u9fff]")
_SHARE_OF_ARTICLE = 0.9
_MUCH = 0.4
_MOST_LOST = 0.005
_LINKS_OF_FURNITURE = 0.5
_LONGEST_HEAD = 40
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 80
_TITLE_METAS = ("articletitle", "article_title")
_DATE_METAS = ("pubdate", "publishdate", "firstpublishedtime")
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:\w*title|biaoti|bt)(?:$|[\s_-])", re.I)
_DAY = re.compile(r"20\d\d-\d{1,2}-\d{1,2}")
_DATED = re.compile("日期|时间")
_NEAR = 12
_MOST_TITLE_LINES = 5


def text_of(data: bytes, name: str) -> str:
    """The text of the web page `data`.

    Raises SourceError if its characters cannot be told, or if no text stands in it.
    """
    page = _page(_decoded(data, name))
    body = page.find("body") if page is not None else None
    heading = _heading(page) if page is not None else ""
    blocks = _blocks(body) if body is not None else []
    inside = [block.text for block in blocks if block.inside]
    if not inside:
        raise SourceError(f"{name}: holds no text; save the page again when it shows the document.")
    before = [block.text for block in itertools.takewhile(lambda block: not block.inside, blocks)]
    if not heading:
        heading = next((line for line in before[-_NEAR:] if ends_as_title(squeeze(line))), "")
    lines = [*filter(is_labelled, before), *inside]
    if squeeze(heading) not in squeeze("".join(lines)):
        lines.insert(0, heading)
    elif page is not None:
        lines = _without_site(lines, heading, squeeze(page.findtext(".//title") or ""))
    day = _DAY.match(_meta(page, _DATE_METAS)) if page is not None else None
    if day is not None and not any(_DATED.search(line) for line in lines if is_labelled(line)):
        lines.insert(0, f"发布日期：{day.group()}")
    return "".join(f"{line}\n" for line in _labels_first(lines))


def _without_site(lines: list[str], heading: str, whole: str) -> list[str]:
    """`lines` without those above the title that are the rest of the page's name: that of the site (某县人民政府)."""
    place = next((index for index, line in enumerate(lines) if squeeze(line) == squeeze(heading)), 0)
    return [line for index, line in enumerate(lines) if index >= place or squeeze(line) not in whole]


def _page(source: str) -> lxml_html.HtmlElement | None:
    try:
        text = _CONTROL.sub("", _XML_DECLARATION.sub("", source, count=1))
        return lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True))
    except etree.ParserError:
        return None


def _blocks(body: lxml_html.HtmlElement) -> list[Block]:
    """The lines of the page's text, those of the site left out."""
    _remove_furniture(body)
    return [block for block in blocks_of(body, _article(body)) if not _is_chrome(block)]


def _labels_first(lines: list[str]) -> list[str]:
    """`lines` with the labelled ones that stand under the title moved over it, where a document's labels are read."""
    labelled = [index for index, line in enumerate(lines[:_LONGEST_HEAD]) if is_labelled(line)]
    end = labelled[-1] + 1 if labelled else 0
    others = [line for line in lines[:end] if not is_labelled(line)]
    if len(others) > _MOST_TITLE_LINES:
        return lines
    return [*(lines[index] for index in labelled), *others, *lines[end:]]


def _decoded(data: bytes, name: str) -> str:
    found = _DECLARED.search(data, 0, _HEAD)
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    encodings = marked or ["gb18030" if declared in _GB else declared, "utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    text = data.decode("gb18030" if declared in _GB else "utf-8", errors="replace")
    if text.count("\ufffd") < _MOST_LOST * len(text):
        return text
    raise SourceError(
        f"{name}: its characters are in no encoding that it names; open it in a browser and save it again."
    )


def _heading(page: lxml_html.HtmlElement) -> str:
    """The document's title as the page names it: in the <meta> that government sites set, a heading of its own, or its <title>."""
    if title := _meta(page, _TITLE_METAS):
        return title
    whole = squeeze(page.findtext(".//title") or "")
    headings = [squeeze(each.text_content()) for each in page.iter("h1") if not _in_furniture(each)]
    marked = [
        squeeze(each.text_content())
        for each in page.iter("h2", "h3", "div", "p", "span", "td")
        if each.tag in ("h2", "h3") or any(_TITLE_CLASS.search(each.get(name) or "") for name in ("class", "id"))
    ]
    named = [each for each in (*headings, *marked) if each and len(each) <= _LONGEST_TITLE and each in whole]
    if named:
        return max(named, key=len)
    if len(headings) == 1 and headings[0]:
        return headings[0]
    classed = [each for each in marked if _SHORTEST_TITLE <= len(each) <= _LONGEST_TITLE]
    return classed[0] if classed and not ends_as_title(whole) else re.split(r"[_|\-—–]", whole)[0]


def _meta(page: lxml_html.HtmlElement, names: Container[str]) -> str:
    """What the page's <meta> of one of these names says, empty if none does."""
    said = (
        squeeze(meta.get("content") or "") for meta in page.iter("meta") if (meta.get("name") or "").lower() in names
    )
    return next(filter(None, said), "")


def _in_furniture(element: lxml_html.HtmlElement) -> bool:
    return any(_is_around(each) for each in element.iterancestors())


def _remove_furniture(body: lxml_html.HtmlElement) -> None:
    """Take out what is hidden, or marked as navigation and the like and does not hold much of the page's words."""
    much = _MUCH * _words(body)
    for element in list(body.iterdescendants()):
        if element.tag in _NEVER_TEXT or _is_hidden(element) or (_is_around(element) and _words(element) < much):
            _take_out(element)


def _take_out(element: lxml_html.HtmlElement) -> None:
    """Leave nothing of `element` but what stands behind it; lxml's own drop_tree copies all text before it each time."""
    element.clear(keep_tail=True)
    element.tag = NOTHING


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    return bool(_HIDDEN.search(element.get("style") or ""))


def _is_around(element: lxml_html.HtmlElement) -> bool:
    return element.tag in _AROUND or any(_FURNITURE.search(element.get(name) or "") for name in ("class", "id"))


def _words(element: lxml_html.HtmlElement) -> int:
    """How many Han characters stand in `element` outside of links."""
    linked = sum(len(_HAN.findall(link.text_content())) for link in element.iter("a"))
    return len(_HAN.findall(element.text_content())) - linked


def _article(body: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The smallest part of the page that holds most of its words outside of links."""
    most = _SHARE_OF_ARTICLE * _words(body)
    article = body
    while True:
        parts = (each for each in article if each.tag != "p" and (each.tag != "table" or is_layout(each)))
        child = max(parts, key=_words, default=None)
        if child is None or _words(child) < most:
            return _without_link_lists(article)
        article = child


def _without_link_lists(article: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """`article` without the lists in it that are mostly links: what else the site has to offer."""
    for element in list(article.iter("div", "ul", "ol", "dl", "section")):
        if element is article or element.getparent() is None:
            continue
        links = [link for link in element.iter("a") if link.text_content().strip()]
        linked = sum(len(squeeze(link.text_content())) for link in links)
        text = squeeze(element.text_content())
        if len(links) > 1 and linked > _LINKS_OF_FURNITURE * len(text) and not text.startswith("附件"):
            _take_out(element)
    return article


def _is_chrome(block: Block) -> bool:
    """Whether `block` is a line of the site's, not of the document's: 分享到, 【打印】, 上一篇."""
    return len(block.text) < 60 and bool(_CHROME.match(block.text.strip()))
