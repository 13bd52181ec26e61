"""Who issued a document and whom it is sent to: on the page of the document, and on those of the departments."""

from __future__ import annotations

import re

from shown import page


def test_a_document_leads_to_who_issued_it_and_to_whom_it_is_sent(client):
    html = page(client, "/documents/002-d2f6364ae68a650d")
    facts = html[html.index('<dl class="facts">') : html.index("</dl>")]
    assert re.search(r"<dt>发文机关</dt><dd>\s*<a href=\"/departments/[^\"]*\">南通市人民政府办公室</a>", facts)
    assert re.search(r"<dt>主送机关</dt><dd>.*<a href=\"/groups/[^\"]*\">南通市各直属单位</a>", facts)


def test_a_department_lists_what_it_issued(client):
    office = re.search(r'href="([^"]*)">南通市人民政府办公室</a>', page(client, "/documents/002-d2f6364ae68a650d"))[1]
    html = page(client, office)
    assert re.search(r'<dt>发布的文件</dt>\s*<dd><a href="/documents/002-d2f6364ae68a650d">', html)
    assert "主送本单位的文件" not in html


def test_a_group_lists_what_is_addressed_to_it(client):
    html = page(client, "/groups/dongchangfu-subdistrict-offices")
    assert re.search(r'<dt>主送本单位的文件</dt>\s*<dd><a href="/documents/000-088e11d987ff7cca">', html)
